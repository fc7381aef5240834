using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>
/// Gathers the changes to one type declaration and its document. Small changes speak of nodes of the original tree and
/// are made first, all at once; changes of whole members follow in the order they were added, on the type as it then is.
/// </summary>
internal sealed class TypeEdit
{
    private readonly Document _document;
    private readonly SyntaxNode _root;
    private readonly SyntaxAnnotation _typeMark = new();
    private readonly Dictionary<SyntaxNode, List<Func<SyntaxNode, SyntaxNode>>> _replacements = new();
    private readonly SyntaxAnnotation _removal = new();
    private readonly List<Func<SyntaxNode, SyntaxNode>> _steps = new();

    public TypeEdit(Document document, SyntaxNode root, TypeDeclarationSyntax type)
    {
        _document = document;
        _root = root;
        Type = type;
        Replace(type, node => node.WithAdditionalAnnotations(_typeMark));
    }

    /// <summary>The type declaration as it was.</summary>
    public TypeDeclarationSyntax Type { get; }

    /// <summary>True when a change of the original node is planned.</summary>
    public bool Touches(SyntaxNode original)
    {
        return _replacements.ContainsKey(original);
    }

    /// <summary>Replaces an original node; the function gets it with all earlier changes inside it made.</summary>
    public void Replace(SyntaxNode original, Func<SyntaxNode, SyntaxNode> change)
    {
        if (!_replacements.TryGetValue(original, out var changes))
            _replacements.Add(original, changes = new List<Func<SyntaxNode, SyntaxNode>>());

        changes.Add(change);
    }

    /// <summary>Removes an original statement or member; comments around it stay.</summary>
    public void Remove(SyntaxNode original)
    {
        Replace(original, node => node.WithAdditionalAnnotations(_removal));
    }

    /// <summary>Marks an original node, so that a later step finds it again with <see cref="Find{T}"/>.</summary>
    public SyntaxAnnotation Track(SyntaxNode original)
    {
        var mark = new SyntaxAnnotation();
        Replace(original, node => node.WithAdditionalAnnotations(mark));
        return mark;
    }

    /// <summary>Adds a change of the type declaration, made after all replacements.</summary>
    public void Then(Func<TypeDeclarationSyntax, TypeDeclarationSyntax> step)
    {
        _steps.Add(root =>
        {
            var type = Find<TypeDeclarationSyntax>(root, _typeMark);
            return root.ReplaceNode(type, step(type));
        });
    }

    /// <summary>Adds a change of one original member, made after all replacements; it may yield several members.</summary>
    public void ThenMember<T>(T original, Func<T, IEnumerable<MemberDeclarationSyntax>> change)
        where T : MemberDeclarationSyntax
    {
        var mark = Track(original);
        _steps.Add(root =>
        {
            var member = Find<T>(root, mark);
            return root.ReplaceNode(member, Separated(member, change(member)));
        });
    }

    public static T Find<T>(SyntaxNode within, SyntaxAnnotation mark)
        where T : SyntaxNode
    {
        return (T)within.GetAnnotatedNodes(mark).First();
    }

    public Document Apply()
    {
        var root = _root.ReplaceNodes(_replacements.Keys, (original, current) =>
        {
            foreach (var change in _replacements[original])
                current = change(current);

            return current;
        });

        root = RemoveMarked(root);
        foreach (var step in _steps)
            root = step(root);

        return _document.WithSyntaxRoot(root);
    }

    /// <summary>A member that was one line and is several now gets an empty line before it, as its like have.</summary>
    private static IEnumerable<SyntaxNode> Separated(MemberDeclarationSyntax before, IEnumerable<MemberDeclarationSyntax> after)
    {
        var isFirst = before.Parent is not TypeDeclarationSyntax type || type.Members.IndexOf(before) == 0;
        foreach (var member in after)
        {
            var isNowLonger = before is MethodDeclarationSyntax { ExpressionBody: not null } && member is MethodDeclarationSyntax { Body: not null };
            yield return isNowLonger && !isFirst && !before.GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia) && member.HasLeadingTrivia
                ? member.WithLeadingTrivia(member.GetLeadingTrivia().Insert(0, LineEnd(before)))
                : member;

            isFirst = true;
        }
    }

    private static SyntaxTrivia LineEnd(SyntaxNode node)
    {
        var last = node.GetTrailingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.EndOfLineTrivia) ? last : SyntaxFactory.LineFeed;
    }

    private SyntaxNode RemoveMarked(SyntaxNode root)
    {
        while (root.GetAnnotatedNodes(_removal).FirstOrDefault() is { } node)
        {
            var comments = CommentsOf(node);
            if (comments.Count > 0)
            {
                var next = node.GetLastToken().GetNextToken(includeZeroWidth: true);
                root = root.ReplaceToken(next, next.WithLeadingTrivia(comments.AddRange(next.LeadingTrivia)));
                node = root.GetAnnotatedNodes(_removal).First();
            }

            root = RemoveOne(root, node);
        }

        return root;
    }

    private static SyntaxNode RemoveOne(SyntaxNode root, SyntaxNode node)
    {
        if (node.Parent is BlockSyntax { Statements.Count: 1 } block)
        {
            if (block.Parent is FinallyClauseSyntax { Parent: TryStatementSyntax { Parent: BlockSyntax } attempt })
                return WithoutFinally(root, attempt);

            if (block.Parent is LockStatementSyntax { Parent: BlockSyntax } emptied)
                return RemoveOne(root, emptied);
        }

        // An empty line in front of a statement parts what is before it from what follows.
        var next = node.GetLastToken().GetNextToken();
        var isParted = node.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        if (isParted && !next.IsKind(SyntaxKind.CloseBraceToken) && !next.LeadingTrivia.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
        {
            var mark = new SyntaxAnnotation();
            root = root.ReplaceSyntax(
                new[] { node },
                (_, current) => current.WithAdditionalAnnotations(mark),
                new[] { next },
                (_, current) => current.WithLeadingTrivia(current.LeadingTrivia.Insert(0, node.GetLeadingTrivia()[0])),
                Array.Empty<SyntaxTrivia>(),
                (_, current) => current);
            node = root.GetAnnotatedNodes(mark).First();
        }

        return root.RemoveNode(node, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
    }

    private static SyntaxNode WithoutFinally(SyntaxNode root, TryStatementSyntax attempt)
    {
        if (attempt.Catches.Count > 0)
            return root.ReplaceNode(attempt, attempt.WithFinally(null).WithTrailingTrivia(attempt.GetTrailingTrivia()));

        var statements = attempt.Block.Statements.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation)).ToList();
        if (statements.Count > 0)
            statements[0] = statements[0].WithLeadingTrivia(attempt.GetLeadingTrivia().AddRange(attempt.Block.OpenBraceToken.TrailingTrivia.Where(trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia))));

        return root.ReplaceNode(attempt, statements);
    }

    /// <summary>The comments around a node, each on a line of its own.</summary>
    private static SyntaxTriviaList CommentsOf(SyntaxNode node)
    {
        var indentation = node.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var lineEnd = LineEnd(node);
        var comments = new List<SyntaxTrivia>();
        foreach (var trivia in node.GetLeadingTrivia().AddRange(node.GetTrailingTrivia()))
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                comments.AddRange(indentation.RawKind == 0 ? new[] { trivia, lineEnd } : new[] { indentation, trivia, lineEnd });
        }

        return SyntaxFactory.TriviaList(comments);
    }
}
