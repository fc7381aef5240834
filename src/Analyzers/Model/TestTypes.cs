using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Which types hold tests: those of the common test frameworks, by what marks them.</summary>
internal static class TestTypes
{
    /// <summary>True for a type with tests, its own or inherited ones, for a fixture, and for what is declared within one.</summary>
    public static bool Is(INamedTypeSymbol? type, KnownTypes types)
    {
        if (types.TestMarks.IsEmpty)
            return false;

        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.AllInterfaces.Any(types.TestMarks.Contains))
                return true;

            for (var current = outer; current is not null; current = current.BaseType)
            {
                if (HasTests(current, types))
                    return true;
            }
        }

        return false;
    }

    private static bool HasTests(INamedTypeSymbol type, KnownTypes types)
    {
        if (IsMarked(type, types))
            return true;

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } && IsMarked(member, types))
                return true;
        }

        return false;
    }

    private static bool IsMarked(ISymbol symbol, KnownTypes types)
    {
        foreach (var data in symbol.GetAttributes())
        {
            foreach (var mark in types.TestMarks)
            {
                if (data.AttributeClass?.DerivesFrom(mark) == true)
                    return true;
            }
        }

        return false;
    }
}
