using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>
/// Closes in a <c>finally</c> a local that gets its client after its declaration, once at most:
/// <c>HttpClient? c = null; if (b) c = new HttpClient();</c>
/// </summary>
internal sealed class FinallyClose
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly LocalDeclarationStatementSyntax _declaration;
    private readonly bool _isNullable;
    private readonly string _newLine;

    private FinallyClose(Document document, SyntaxNode root, LocalDeclarationStatementSyntax declaration, bool isNullable, string newLine)
    {
        _document = document;
        _root = root;
        _declaration = declaration;
        _isNullable = isNullable;
        _newLine = newLine;
    }

    /// <summary>Plans the close of the local that is assigned at the token; null where the value may be another's, or one of several.</summary>
    public static FinallyClose? TryPlan(Document document, SyntaxNode root, SemanticModel model, SyntaxToken name, TargetFeatures features, CancellationToken cancellationToken)
    {
        if (name.Parent is not IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } target
            || assignment.Left != target
            || !LocalClient.IsOneValue(model.GetOperation(assignment.Right, cancellationToken))
            || model.GetSymbolInfo(target, cancellationToken).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local
            || reference.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer: var initializer } declarator
            || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } declaration }
            || (initializer is not null && !IsNull(initializer.Value))
            || !local.Type.Implements(features.Types.IDisposable)
            || block.Statements.Any(statement => statement is LabeledStatementSyntax or LocalFunctionStatementSyntax))
        {
            return null;
        }

        // A loop would make a second client before the first is closed.
        if (assignment.Ancestors().TakeWhile(node => node != block).Any(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax))
            return null;

        foreach (var use in LocalClient.FindUses(block, local, model, cancellationToken))
        {
            if (use != target && (LocalClient.IsWritten(use) || ClientUse.OutlivesScope(use, model, features.Types, cancellationToken)))
                return null;
        }

        var isNullable = features.HasUsingDeclaration && model.GetNullableContext(declaration.SpanStart).AnnotationsEnabled();
        return new FinallyClose(document, root, declaration, isNullable, FileStyle.NewLineOf(root));
    }

    public Document Apply()
    {
        var following = StatementList.After(_declaration);
        var name = _declaration.Declaration.Variables[0].Identifier;
        var close = ExpressionStatement(ConditionalAccessExpression(
            IdentifierName(name.WithoutTrivia()),
            InvocationExpression(MemberBindingExpression(IdentifierName(nameof(IDisposable.Dispose)))))).WithTrailingTrivia(EndOfLine(_newLine));
        var first = following[0];
        following[0] = first.WithLeadingTrivia(first.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        var guarded = TryStatement(Block(following), default, FinallyClause(Block(close)))
            .WithTrailingTrivia(EndOfLine(_newLine))
            .WithAdditionalAnnotations(Formatter.Annotation);

        return _document.WithSyntaxRoot(StatementList.ReplaceFrom(_root, _declaration, new StatementSyntax[] { WithNull(), guarded }));
    }

    private LocalDeclarationStatementSyntax WithNull()
    {
        var declaration = _declaration.Declaration;
        var variable = declaration.Variables[0];
        if (variable.Initializer is not null)
            return _declaration;

        var value = EqualsValueClause(LiteralExpression(SyntaxKind.NullLiteralExpression));
        var type = _isNullable && declaration.Type is not NullableTypeSyntax
            ? NullableType(declaration.Type.WithoutTrivia()).WithTriviaFrom(declaration.Type)
            : declaration.Type;
        return _declaration
            .WithDeclaration(declaration.WithType(type).WithVariables(SingletonSeparatedList(variable.WithInitializer(value))))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsNull(ExpressionSyntax value)
    {
        return value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression);
    }
}
