using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>What arrays, collections, dictionaries and lazies hold: their owner has to close it, for they do not.</summary>
internal static class ElementTypes
{
    /// <summary>The type of the elements, of a dictionary that of its values; null for a type that holds none.</summary>
    public static ITypeSymbol? Of(ITypeSymbol? type, KnownTypes types)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return array.ElementType;

            case INamedTypeSymbol { IsGenericType: true, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named:
                return IsHolder(named, types) ? named.TypeArguments[0] : ElementOfEnumerable(named, types);

            default:
                return null;
        }
    }

    /// <summary>True for a type that leads to elements, if by a pair or a task.</summary>
    public static bool LeadsToElements(ITypeSymbol? type, KnownTypes types)
    {
        return type?.IsTupleType == true || IsPair(type, types) || Of(type, types) is not null;
    }

    private static ITypeSymbol? ElementOfEnumerable(INamedTypeSymbol type, KnownTypes types)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            return ValueOf(type.TypeArguments[0], types);

        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                return ValueOf(implemented.TypeArguments[0], types);
        }

        return null;
    }

    private static ITypeSymbol ValueOf(ITypeSymbol element, KnownTypes types)
    {
        return IsPair(element, types) && element is INamedTypeSymbol { TypeArguments: [_, var value] } ? value : element;
    }

    private static bool IsPair(ITypeSymbol? type, KnownTypes types)
    {
        return types.KeyValuePair is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, types.KeyValuePair);
    }

    private static bool IsHolder(INamedTypeSymbol type, KnownTypes types)
    {
        return types.Lazy is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, types.Lazy);
    }
}
