using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Options;

/// <summary>The names by which options speak of symbols: <c>Namespace.Type</c> and <c>Namespace.Type.Member</c>, without type arguments.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Of(ITypeSymbol type)
    {
        return type.OriginalDefinition.ToDisplayString(Format);
    }

    /// <summary>A constructor goes by the name of its type, an accessor by that of its property.</summary>
    public static string Of(IMethodSymbol method)
    {
        var type = method.ContainingType is { } owner ? Of(owner) : "";
        return method.MethodKind == MethodKind.Constructor ? type : type + "." + (method.AssociatedSymbol ?? method).Name;
    }
}
