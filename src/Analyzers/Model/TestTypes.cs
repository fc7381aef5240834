using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Which types hold tests: those of xunit, NUnit and MSTest, by their attributes.</summary>
internal static class TestTypes
{
    /// <summary>True for a type with tests, its own or inherited ones, for a fixture, and for what is declared within one.</summary>
    public static bool Is(INamedTypeSymbol? type, KnownTypes types)
    {
        if (types.XunitFactAttribute is null && types.XunitAsyncLifetime is null && types.NUnitTestAttribute is null && types.MSTestTestClassAttribute is null)
            return false;

        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            // A fixture, which tests share.
            if (outer.Implements(types.XunitAsyncLifetime))
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
        if (Has(type, types.MSTestTestClassAttribute) || Has(type, types.NUnitTestFixtureAttribute))
            return true;

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol && (IsTest(member, types) || IsSetUp(member, types)))
                return true;
        }

        return false;
    }

    private static bool IsTest(ISymbol method, KnownTypes types)
    {
        return Has(method, types.XunitFactAttribute) || Has(method, types.NUnitTestAttribute) || Has(method, types.NUnitTestCaseAttribute);
    }

    private static bool IsSetUp(ISymbol method, KnownTypes types)
    {
        return Has(method, types.NUnitSetUpAttribute) || Has(method, types.NUnitOneTimeSetUpAttribute) || Has(method, types.MSTestTestInitializeAttribute);
    }

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
            return false;

        foreach (var data in symbol.GetAttributes())
        {
            if (data.AttributeClass?.DerivesFrom(attribute) == true)
                return true;
        }

        return false;
    }
}
