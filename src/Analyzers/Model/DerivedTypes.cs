using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// The types of this compilation's source by their base type. Made when the first type with a finalizer and virtual
/// members asks for it; a compilation without one pays nothing.
/// </summary>
internal sealed class DerivedTypes
{
    private readonly Compilation _compilation;
    private Dictionary<ISymbol, List<INamedTypeSymbol>>? _byBase;

    public DerivedTypes(Compilation compilation)
    {
        _compilation = compilation;
    }

    /// <summary>Every type that derives from this one, nearest first, in the order of the source.</summary>
    public List<INamedTypeSymbol> Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        // Two threads may both build it; the results are equal and one wins.
        var byBase = _byBase ??= Collect(cancellationToken);
        var derived = new List<INamedTypeSymbol>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { type.OriginalDefinition };
        var level = type.OriginalDefinition;
        for (var next = 0; ; next++)
        {
            if (byBase.TryGetValue(level, out var direct))
                derived.AddRange(direct.Where(seen.Add));

            if (next == derived.Count)
                return derived;

            level = derived[next];
        }
    }

    private Dictionary<ISymbol, List<INamedTypeSymbol>> Collect(CancellationToken cancellationToken)
    {
        var byBase = new Dictionary<ISymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(_compilation.Assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var container = pending.Pop();
            foreach (var nested in container.GetTypeMembers())
                pending.Push(nested);

            if (container is INamespaceSymbol space)
            {
                foreach (var nested in space.GetNamespaceMembers())
                    pending.Push(nested);
            }

            if (container is INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType: { SpecialType: SpecialType.None } baseType } type)
                Add(byBase, baseType.OriginalDefinition, type);
        }

        foreach (var types in byBase.Values)
            types.Sort(InOrderOfSource);

        return byBase;
    }

    private static void Add(Dictionary<ISymbol, List<INamedTypeSymbol>> byBase, INamedTypeSymbol baseType, INamedTypeSymbol type)
    {
        if (!byBase.TryGetValue(baseType, out var types))
            byBase.Add(baseType, types = []);

        types.Add(type);
    }

    private static int InOrderOfSource(INamedTypeSymbol left, INamedTypeSymbol right)
    {
        var (first, second) = (left.DeclaringSyntaxReferences[0], right.DeclaringSyntaxReferences[0]);
        var byFile = string.CompareOrdinal(first.SyntaxTree.FilePath, second.SyntaxTree.FilePath);
        return byFile != 0 ? byFile : first.Span.Start.CompareTo(second.Span.Start);
    }
}
