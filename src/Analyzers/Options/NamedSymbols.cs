using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Options;

/// <summary>Finds the symbols that the entries of a list option name.</summary>
internal static class NamedSymbols
{
    /// <summary>The symbols that one entry names, as original definitions; empty when there is no such type or member.</summary>
    public static IEnumerable<ISymbol> Find(Compilation compilation, NamedKind kind, string entry)
    {
        return kind switch
        {
            NamedKind.Type => KnownTypes.Named(compilation, entry),
            NamedKind.Member => Members(compilation, entry),
            _ => Members(compilation, entry).Concat(KnownTypes.Named(compilation, entry).SelectMany(static type => type.InstanceConstructors)),
        };
    }

    private static IEnumerable<ISymbol> Members(Compilation compilation, string entry)
    {
        var dot = entry.LastIndexOf('.');
        if (dot <= 0)
            return [];

        var name = entry[(dot + 1)..];
        return KnownTypes.Named(compilation, entry[..dot])
            .SelectMany(type => type.GetMembers(name))
            .Where(static member => member is IMethodSymbol or IPropertySymbol);
    }
}
