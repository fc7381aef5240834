using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Turns a <c>using</c> into what it is without the close.</summary>
internal static class ScopeRemoval
{
    public static SyntaxNode? TryRemove(SyntaxNode root, SyntaxNode place)
    {
        return place switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } statement } } =>
                root.ReplaceNode(statement, WithoutKeywords(statement)),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: UsingStatementSyntax statement } declaration } =>
                Unwrap(root, statement, SyntaxFactory.LocalDeclarationStatement(declaration.WithoutTrivia())),
            ExpressionSyntax { Parent: UsingStatementSyntax statement } expression =>
                HasEffects(expression) ? null : Unwrap(root, statement, first: null),
            _ => null,
        };
    }

    private static LocalDeclarationStatementSyntax WithoutKeywords(LocalDeclarationStatementSyntax statement)
    {
        return statement
            .WithAwaitKeyword(default)
            .WithUsingKeyword(default)
            .WithLeadingTrivia(statement.GetLeadingTrivia());
    }

    private static bool HasEffects(ExpressionSyntax expression)
    {
        return expression.DescendantNodesAndSelf().Any(node => node is AssignmentExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
            || (node is InvocationExpressionSyntax && !node.ToString().EndsWith(".ConfigureAwait(false)", StringComparison.Ordinal)));
    }

    private static SyntaxNode? Unwrap(SyntaxNode root, UsingStatementSyntax statement, StatementSyntax? first)
    {
        var newLine = SyntaxFactory.EndOfLine(GuardedClose.FileStyle.NewLineOf(root));
        var inner = statement.Statement is BlockSyntax block ? block.Statements.ToList() : new List<StatementSyntax> { statement.Statement };
        if (first is not null)
            inner.Insert(0, first.WithTrailingTrivia(newLine));

        // A using on another line below shares the braces: using (a) using (b) { .. }
        if (statement.Parent is not BlockSyntax outer || DeclaresSomethingTwice(outer, statement))
        {
            var kept = SyntaxFactory.Block(inner).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
            return statement.Parent is BlockSyntax or GlobalStatementSyntax || first is not null || inner.Count != 1
                ? root.ReplaceNode(statement, kept)
                : root.ReplaceNode(statement, inner[0].WithLeadingTrivia(statement.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
        }

        if (inner.Count == 0)
            return root.RemoveNode(statement, SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepDirectives);

        for (var position = 0; position < inner.Count; position++)
            inner[position] = inner[position].WithAdditionalAnnotations(Formatter.Annotation);

        inner[0] = inner[0].WithLeadingTrivia(statement.GetLeadingTrivia().AddRange(CommentsOf(inner[0], newLine)));
        if (statement.Statement is BlockSyntax { CloseBraceToken.LeadingTrivia: var closing } && closing.Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)))
            inner[inner.Count - 1] = inner[inner.Count - 1].WithTrailingTrivia(inner[inner.Count - 1].GetTrailingTrivia().AddRange(closing.Where(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia))));

        return root.ReplaceNode(statement, inner);
    }

    private static IEnumerable<SyntaxTrivia> CommentsOf(StatementSyntax statement, SyntaxTrivia newLine)
    {
        foreach (var trivia in statement.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                yield return trivia;
                yield return newLine;
            }
        }
    }

    /// <summary>True when a name of the scope is one of the block around it as well, so that the two cannot be one.</summary>
    private static bool DeclaresSomethingTwice(BlockSyntax outer, UsingStatementSyntax statement)
    {
        var inside = new HashSet<string>(NamesIn(statement));
        return outer.Statements.Where(other => other != statement).SelectMany(NamesIn).Any(inside.Contains);
    }

    private static IEnumerable<string> NamesIn(SyntaxNode node)
    {
        foreach (var declared in node.DescendantNodesAndSelf())
        {
            var name = declared switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier,
                SingleVariableDesignationSyntax designation => designation.Identifier,
                ForEachStatementSyntax loop => loop.Identifier,
                LocalFunctionStatementSyntax function => function.Identifier,
                CatchDeclarationSyntax caught => caught.Identifier,
                _ => default,
            };
            if (name.RawKind != 0)
                yield return name.ValueText;
        }
    }
}
