using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Makes a block of a body of one expression, with a statement before it.</summary>
internal static class ExpandedBody
{
    public static SyntaxNode Write(SyntaxNode root, ArrowExpressionClauseSyntax arrow, StatementSyntax before, bool returnsValue)
    {
        var expression = arrow.Expression.WithoutTrivia();
        StatementSyntax last = returnsValue
            ? ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), expression, Token(SyntaxKind.SemicolonToken))
            : ExpressionStatement(expression);
        var newLine = EndOfLine(GuardedClose.FileStyle.NewLineOf(root));
        var block = Block(before, last.WithTrailingTrivia(newLine));
        var member = arrow.Parent!;
        return root.ReplaceNode(member, With(member, block, newLine).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static SyntaxNode With(SyntaxNode member, BlockSyntax block, SyntaxTrivia newLine)
    {
        switch (member)
        {
            case MethodDeclarationSyntax method:
                return method.WithParameterList(method.ParameterList.WithTrailingTrivia(newLine)).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(method.SemicolonToken.TrailingTrivia));
            case ConstructorDeclarationSyntax constructor:
                return constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(constructor.SemicolonToken.TrailingTrivia));
            case LocalFunctionStatementSyntax function:
                return function.WithParameterList(function.ParameterList.WithTrailingTrivia(newLine)).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(function.SemicolonToken.TrailingTrivia));
            case AccessorDeclarationSyntax accessor:
                return accessor.WithKeyword(accessor.Keyword.WithTrailingTrivia(newLine)).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(accessor.SemicolonToken.TrailingTrivia));
            case PropertyDeclarationSyntax property:
                var getter = AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, block);
                return property.WithIdentifier(property.Identifier.WithTrailingTrivia(newLine)).WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(AccessorList(SingletonList(getter)).WithTrailingTrivia(property.SemicolonToken.TrailingTrivia));
            default:
                return member;
        }
    }
}
