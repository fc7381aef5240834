using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
            return root.ReplaceNode(member, change(member));
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

    private SyntaxNode RemoveMarked(SyntaxNode root)
    {
        while (root.GetAnnotatedNodes(_removal).FirstOrDefault() is { } node)
        {
            var options = HasComment(node.GetLeadingTrivia()) || HasComment(node.GetTrailingTrivia())
                ? SyntaxRemoveOptions.KeepExteriorTrivia
                : SyntaxRemoveOptions.KeepUnbalancedDirectives;
            root = root.RemoveNode(node, options)!;
        }

        return root;
    }

    private static bool HasComment(SyntaxTriviaList trivia)
    {
        foreach (var item in trivia)
        {
            if (item.IsKind(SyntaxKind.SingleLineCommentTrivia) || item.IsKind(SyntaxKind.MultiLineCommentTrivia))
                return true;
        }

        return false;
    }
}
