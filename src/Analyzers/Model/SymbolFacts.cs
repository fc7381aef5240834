using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Questions about symbols that Roslyn has no member for.</summary>
internal static class SymbolFacts
{
    /// <summary>True when the type is the base type or derives from it; false when the base type is not known.</summary>
    public static bool DerivesFrom(this ITypeSymbol type, INamedTypeSymbol? baseType)
    {
        if (baseType is null)
            return false;

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, baseType))
                return true;
        }

        return false;
    }

    /// <summary>True when every value of the type is one of the target type too, by inheritance or as an interface.</summary>
    public static bool IsAssignableTo(this ITypeSymbol type, ITypeSymbol target)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, target))
                return true;
        }

        return target.TypeKind == TypeKind.Interface && type.AllInterfaces.Contains(target, SymbolEqualityComparer.Default);
    }

    /// <summary>True when the type is the interface or implements it; false when the interface is not known.</summary>
    public static bool Implements(this ITypeSymbol type, INamedTypeSymbol? interfaceType)
    {
        if (interfaceType is null)
            return false;

        if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, interfaceType))
            return true;

        foreach (var candidate in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, interfaceType))
                return true;
        }

        return type is ITypeParameterSymbol parameter && AnyConstraintImplements(parameter, interfaceType);
    }

    /// <summary>True for a property of the source that the compiler keeps in a field of its own.</summary>
    public static bool IsAutomatic(this IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition))
                return true;
        }

        return false;
    }

    /// <summary>True for what runs when the program starts: Main, or the statements of the file.</summary>
    public static bool IsEntryPoint(this IMethodSymbol method)
    {
        return method is { IsStatic: true, Name: WellKnownMemberNames.EntryPointMethodName or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName };
    }

    private static bool AnyConstraintImplements(ITypeParameterSymbol parameter, INamedTypeSymbol interfaceType)
    {
        foreach (var constraint in parameter.ConstraintTypes)
        {
            // A type parameter that is constrained by itself, through others, is an error that half-typed code may hold.
            if (constraint is not ITypeParameterSymbol && constraint.Implements(interfaceType))
                return true;
        }

        return false;
    }
}
