using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>
/// Imports the namespaces of the marked names, where that is needed and gives no name of the file a second meaning:
/// <c>Timer</c> where <c>System.Timers</c> is imported and <c>System.Threading</c> would be.
/// </summary>
internal static class SafeImports
{
    /// <summary>Adds the imports; a name whose namespace cannot be imported stays written in full.</summary>
    public static async Task<Document> AddAsync(Document document, CancellationToken cancellationToken)
    {
        document = await KeepAsync(document, cancellationToken).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);

        // Asked for nothing, the adder would still touch the head of a file without usings.
        return root is null || !root.GetAnnotatedNodes(Simplifier.AddImportsAnnotation).Any()
            ? document
            : await ImportAdder.AddImportsAsync(document, Simplifier.AddImportsAnnotation, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the wish for an import off every marked name that needs none or whose namespace cannot be imported.</summary>
    private static async Task<Document> KeepAsync(Document document, CancellationToken cancellationToken)
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
        var others = marked.Where(node => !IsWanted(node, model, used, cancellationToken)).ToList();
        return others.Count == 0
            ? document
            : document.WithSyntaxRoot(root.ReplaceNodes(others, (_, node) => node.WithoutAnnotations(Simplifier.AddImportsAnnotation)));
    }

    private static bool IsWanted(SyntaxNode node, SemanticModel model, Dictionary<string, INamedTypeSymbol> used, CancellationToken cancellationToken)
    {
        var types = TypesOf(node, model, cancellationToken).ToList();
        return types.Any(type => !IsInScope(type, node.SpanStart, model))
            && !types.Any(type => Collides(model.Compilation.GetCompilationNamespace(type.ContainingNamespace) ?? type.ContainingNamespace, used));
    }

    private static bool IsInScope(INamedTypeSymbol type, int position, SemanticModel model)
    {
        return model.LookupNamespacesAndTypes(position, name: type.Name).Contains(type.OriginalDefinition, SymbolEqualityComparer.Default);
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

    private static IEnumerable<INamedTypeSymbol> TypesOf(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var name in node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is INamedTypeSymbol { ContainingType: null } type)
                yield return type;
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
