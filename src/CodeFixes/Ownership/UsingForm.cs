using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>How a local is closed at the end of its scope: <c>using</c> or <c>await using</c>, as a declaration or a statement.</summary>
internal sealed class UsingForm
{
    private readonly bool _isDeclaration;

    private UsingForm(bool awaits, bool isDeclaration)
    {
        Awaits = awaits;
        _isDeclaration = isDeclaration;
    }

    public bool Awaits { get; }

    /// <summary>The form for a value of the type at the place of a statement; null when nothing there can close it.</summary>
    public static UsingForm? TryFind(StatementSyntax statement, ITypeSymbol type, TargetFeatures features)
    {
        var isAsync = features.HasAsyncClose && type.Implements(features.Types.IAsyncDisposable) && CanAwait(statement);
        if (!isAsync && !type.Implements(features.Types.IDisposable))
            return null;

        if (statement.Parent is not (BlockSyntax or GlobalStatementSyntax) || HasJumps(statement))
            return null;

        // Top-level statements came with C# 9, declarations with C# 8.
        return new UsingForm(isAsync, features.HasUsingDeclaration);
    }

    /// <summary>
    /// The statements of a block, or of a program, from the declaration on, with the declaration closed at their end.
    /// <paramref name="covered"/> says how many of the statements after it the close has to wait for in the old form.
    /// </summary>
    public IEnumerable<StatementSyntax> Write(LocalDeclarationStatementSyntax declaration, IReadOnlyList<StatementSyntax> following, int covered, string newLine)
    {
        if (_isDeclaration)
            return new StatementSyntax[] { Declare(declaration) }.Concat(following);

        var body = Block(following.Take(covered)).WithTrailingTrivia(EndOfLine(newLine));
        var leading = declaration.GetLeadingTrivia();
        var statement = UsingStatement(declaration.Declaration.WithoutTrivia(), expression: null, body)
            .WithAwaitKeyword(Awaits ? Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space) : default)
            .WithCloseParenToken(Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(declaration.SemicolonToken.TrailingTrivia))
            .WithLeadingTrivia(leading)
            .WithAdditionalAnnotations(Formatter.Annotation);

        return new StatementSyntax[] { statement }.Concat(following.Skip(covered));
    }

    private LocalDeclarationStatementSyntax Declare(LocalDeclarationStatementSyntax declaration)
    {
        var leading = declaration.GetLeadingTrivia();
        declaration = declaration.WithLeadingTrivia().WithUsingKeyword(Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(Space));
        if (Awaits)
            declaration = declaration.WithAwaitKeyword(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space));

        return declaration.WithLeadingTrivia(leading);
    }

    /// <summary>True where the code around a statement is asynchronous and may wait.</summary>
    public static bool CanAwait(StatementSyntax statement)
    {
        foreach (var node in statement.Ancestors())
        {
            switch (node)
            {
                case LockStatementSyntax or UnsafeStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case AccessorDeclarationSyntax:
                    return false;
                case GlobalStatementSyntax:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A goto must not jump over a using declaration.</summary>
    private static bool HasJumps(StatementSyntax statement)
    {
        return statement.Parent!.ChildNodes().Any(node => node is LabeledStatementSyntax);
    }
}
