using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// Keeps a repair from importing a namespace that would give a name of the file a second meaning:
/// <c>Timer</c> where <c>System.Timers</c> is imported and <c>System.Threading</c> would be.
/// </summary>
internal static class SafeImports
{
    /// <summary>Takes the wish for an import off every marked name whose namespace cannot be imported; it stays written in full.</summary>
    public static async Task<Document> KeepAsync(Document document, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return document;

        var marked = root.GetAnnotatedNodes(Simplifier.AddImportsAnnotation).ToList();
        if (marked.Count == 0)
            return document;

        var written = new HashSet<SyntaxNode>(marked.SelectMany(node => node.DescendantNodesAndSelf()));
        var used = UsedTypes(root, model, written, cancellationToken);
        var unsafeNodes = marked.Where(node => NamespacesOf(node, model, cancellationToken).Any(imported => Collides(imported, used))).ToList();
        return unsafeNodes.Count == 0
            ? document
            : document.WithSyntaxRoot(root.ReplaceNodes(unsafeNodes, (_, node) => node.WithoutAnnotations(Simplifier.AddImportsAnnotation)));
    }

    /// <summary>The types that the file names without a qualifier, by name.</summary>
    private static Dictionary<string, INamedTypeSymbol> UsedTypes(SyntaxNode root, SemanticModel model, HashSet<SyntaxNode> written, CancellationToken cancellationToken)
    {
        var used = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var isQualified = name.Parent is QualifiedNameSyntax qualified && qualified.Right == name
                || name.Parent is MemberAccessExpressionSyntax access && access.Name == name
                || name.Parent is AliasQualifiedNameSyntax;
            if (isQualified || written.Contains(name) || used.ContainsKey(name.Identifier.ValueText))
                continue;

            if (model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol && (symbol as INamedTypeSymbol ?? (symbol as IMethodSymbol)?.ContainingType) is { } type && type.Name == name.Identifier.ValueText)
                used.Add(type.Name, type);
        }

        return used;
    }

    private static IEnumerable<INamespaceSymbol> NamespacesOf(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var name in node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is INamedTypeSymbol { ContainingType: null } type)
                yield return model.Compilation.GetCompilationNamespace(type.ContainingNamespace) ?? type.ContainingNamespace;
        }
    }

    private static bool Collides(INamespaceSymbol imported, Dictionary<string, INamedTypeSymbol> used)
    {
        foreach (var type in used.Values)
        {
            var others = imported.GetTypeMembers(type.Name, type.Arity);
            if (!others.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default) && others.Any(other => other.DeclaredAccessibility == Accessibility.Public))
                return true;
        }

        return false;
    }
}
