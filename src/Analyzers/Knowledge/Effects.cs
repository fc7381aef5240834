using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>
/// What is known of the members of libraries: the table <c>effects.txt</c>, whose first lines say how to read it. A
/// member's own line wins over its type's, that over the line of the member it overrides, and all of these over the lines
/// of base types and namespaces.
/// </summary>
internal sealed class Effects
{
    private readonly ConcurrentDictionary<ISymbol, Effect?> _effects = new(SymbolEqualityComparer.Default);
    private readonly Lazy<Dictionary<string, Effect>> _table = new(Read);

    /// <summary>What the table says of a method, property or constructor; null when it says nothing.</summary>
    public Effect? Of(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        return _effects.TryGetValue(definition, out var known) ? known : _effects.GetOrAdd(definition, Find(definition));
    }

    /// <summary>True when the state that the property tells changes by known members only.</summary>
    public bool IsExact(IPropertySymbol property)
    {
        return Of(property) is { IsExact: true };
    }

    /// <summary>True for a close that releases nothing itself: by its own line, for what overrides it may well.</summary>
    public bool IsEmpty(IMethodSymbol close)
    {
        return close.OriginalDefinition.GetDocumentationCommentId() is { } id && _table.Value.TryGetValue(id, out var effect) && effect.IsEmpty;
    }

    internal static IEnumerable<string> Lines()
    {
        var assembly = typeof(Effects).GetTypeInfo().Assembly;
        using var stream = assembly.GetManifestResourceStream("effects.txt")
            ?? throw new InvalidOperationException("The table of effects is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    private static Dictionary<string, Effect> Read()
    {
        var table = new Dictionary<string, Effect>(StringComparer.Ordinal);
        foreach (var line in Lines())
        {
            var (id, effect) = EffectLine.Parse(line);
            table[id] = effect;
        }

        return table;
    }

    private Effect? Find(ISymbol member)
    {
        for (ISymbol? current = member; current is not null; current = Overridden(current))
        {
            if ((Lookup(current) ?? (current is IMethodSymbol ? Lookup(current.ContainingType) : null)) is { } own)
                return own;
        }

        // A line about a whole type or namespace speaks of the members that the library has, not of what code adds to it.
        // And it speaks of what is called: reading a property does nothing, unless the property has a line of its own.
        if (member is not IMethodSymbol || !member.DeclaringSyntaxReferences.IsEmpty)
            return null;

        for (var type = member.ContainingType?.BaseType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (Lookup(type) is { } ofType)
                return ofType;
        }

        for (var space = member.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (Lookup(space) is { } ofNamespace)
                return ofNamespace;
        }

        return null;
    }

    private static ISymbol? Overridden(ISymbol member)
    {
        return member switch
        {
            IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
            IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
            _ => null,
        };
    }

    /// <summary>A line may name one overload by its parameters, or all of them without.</summary>
    private Effect? Lookup(ISymbol? symbol)
    {
        if (symbol?.OriginalDefinition.GetDocumentationCommentId() is not { } id)
            return null;

        if (_table.Value.TryGetValue(id, out var exact))
            return exact;

        var parameters = id.IndexOf('(');
        if (parameters >= 0)
            id = id.Substring(0, parameters);

        var arity = id.IndexOf("``", StringComparison.Ordinal);
        if (arity >= 0)
            id = id.Substring(0, arity);

        return _table.Value.TryGetValue(id, out var all) ? all : null;
    }
}
