using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>Which methods of a type are there for a library to call, when and how often it likes.</summary>
internal static class LibraryCalls
{
    public static bool Are(IMethodSymbol method, AnalysisScope scope)
    {
        // [GlobalSetup], [OnDeserialized]: who reads the attribute calls the method. What is not resolved may be such a library.
        if (method.ContainingType.BaseType is { TypeKind: TypeKind.Error } || method.ContainingType.Interfaces.Any(static contract => contract.TypeKind == TypeKind.Error))
            return true;

        foreach (var attribute in method.GetAttributes())
        {
            if (IsOfLibrary(attribute, scope))
                return true;
        }

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.DeclaringSyntaxReferences.IsEmpty)
                return true;
        }

        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            if (contract.DeclaringSyntaxReferences.IsEmpty && Implements(method, contract))
                return true;
        }

        return false;
    }

    private static bool Implements(IMethodSymbol method, INamedTypeSymbol contract)
    {
        foreach (var member in contract.GetMembers())
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                return true;
        }

        return false;
    }

    /// <summary>The attributes of the core library are for the compiler and the runtime, and nobody calls a method for them.</summary>
    private static bool IsOfLibrary(AttributeData attribute, AnalysisScope scope)
    {
        return attribute.AttributeClass is { DeclaringSyntaxReferences.IsEmpty: true } type
            && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, scope.Compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly);
    }
}
