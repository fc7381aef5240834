using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// Takes a member out together with the comment that stands on it. A comment that an empty line sets apart is about
/// something else, and stays; so do directives.
/// </summary>
internal static class MemberRemoval
{
    public static SyntaxNode Remove(SyntaxNode root, MemberDeclarationSyntax member)
    {
        var isFirst = member.Parent is TypeDeclarationSyntax { Members: [var first, ..] } && first == member;
        var next = member.GetLastToken().GetNextToken();
        var apart = SetApart(member.GetLeadingTrivia());
        var mark = new SyntaxAnnotation();
        root = root.ReplaceSyntax(
            new[] { member },
            (_, node) => node.WithAdditionalAnnotations(mark),
            new[] { next },
            (_, token) => token.WithLeadingTrivia(apart.Concat(isFirst ? WithoutEmptyLines(token.LeadingTrivia) : token.LeadingTrivia)),
            Array.Empty<SyntaxTrivia>(),
            (_, trivia) => trivia);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).First(), SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>What stands above the last empty line or directive, if it says anything.</summary>
    private static IEnumerable<SyntaxTrivia> SetApart(SyntaxTriviaList leading)
    {
        var end = 0;
        var isLineEmpty = true;
        for (var index = 0; index < leading.Count; index++)
        {
            var trivia = leading[index];
            if (trivia.IsDirective)
                end = index + 1;
            else if (trivia.IsKind(SyntaxKind.EndOfLineTrivia) && isLineEmpty)
                end = index;

            // A directive and a comment for documentation hold the end of their line themselves.
            isLineEmpty = trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.HasStructure || isLineEmpty && trivia.IsKind(SyntaxKind.WhitespaceTrivia);
        }

        var apart = leading.Take(end).ToList();
        return apart.Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)) ? apart : Enumerable.Empty<SyntaxTrivia>();
    }

    private static IEnumerable<SyntaxTrivia> WithoutEmptyLines(SyntaxTriviaList leading)
    {
        var start = 0;
        for (var index = 0; index < leading.Count && (leading[index].IsKind(SyntaxKind.EndOfLineTrivia) || leading[index].IsKind(SyntaxKind.WhitespaceTrivia)); index++)
        {
            if (leading[index].IsKind(SyntaxKind.EndOfLineTrivia))
                start = index + 1;
        }

        return leading.Skip(start);
    }
}
