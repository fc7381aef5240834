using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>What a collection or lazy holds that does not close it.</summary>
internal sealed record HeldElements(HeldForm Form, ITypeSymbol Element)
{
    /// <summary>Null for a type that holds nothing, or that is closed itself.</summary>
    public static HeldElements? TryFind(ITypeSymbol type, KnownTypes types)
    {
        if (type.Implements(types.IDisposable) || type.Implements(types.IAsyncDisposable) || ElementTypes.Of(type, types) is not { } element)
            return null;

        var form = type switch
        {
            IArrayTypeSymbol => HeldForm.Array,
            _ when SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, types.Lazy) => HeldForm.Lazy,
            INamedTypeSymbol { TypeArguments: [_, var value] } when SymbolEqualityComparer.Default.Equals(value, element) => HeldForm.Dictionary,
            _ => HeldForm.Sequence,
        };
        return new HeldElements(form, element);
    }
}
