using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Finds the HTTP clients of libraries by their public surface: a disposable type called a Client, Connection or Channel
/// that can be given an HTTP client, in a constructor, through its options, or by a property.
/// </summary>
internal static class SdkClients
{
    public static bool IsClient(ITypeSymbol type, KnownTypes types)
    {
        if (types.HttpMessageInvoker is null || type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, IsStatic: false } named)
            return false;

        return named.DeclaringSyntaxReferences.IsEmpty && HasClientName(named.Name) && MentionsHttp(named, types);
    }

    private static bool HasClientName(string name)
    {
        return name.EndsWith("Client", StringComparison.Ordinal)
            || name.EndsWith("Connection", StringComparison.Ordinal)
            || name.EndsWith("Channel", StringComparison.Ordinal);
    }

    private static bool MentionsHttp(INamedTypeSymbol type, KnownTypes types)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility != Accessibility.Public)
                continue;

            foreach (var parameter in constructor.Parameters)
            {
                if (IsHttp(parameter.Type, types) || CanCarryClient(parameter.Type, types))
                    return true;
            }
        }

        return HasHttpProperty(type, types);
    }

    /// <summary>True for options that can bring a client or handler along, and for what sets or makes such: <c>Action&lt;Options&gt;</c></summary>
    public static bool CanCarryClient(ITypeSymbol type, KnownTypes types)
    {
        if (type is INamedTypeSymbol { IsGenericType: true } generic)
        {
            foreach (var argument in generic.TypeArguments)
            {
                if (HasHttpProperty(argument, types))
                    return true;
            }
        }

        return HasHttpProperty(type, types);
    }

    /// <summary>One level only: what an options object of an options object holds says little about the client.</summary>
    private static bool HasHttpProperty(ITypeSymbol type, KnownTypes types)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, SpecialType: SpecialType.None })
            return false;

        for (var current = (ITypeSymbol?)type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public } property
                    && IsHttp(property.Type, types))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsHttp(ITypeSymbol type, KnownTypes types)
    {
        // Func<HttpMessageHandler> and the like make one.
        if (type is INamedTypeSymbol { IsGenericType: true } generic)
        {
            foreach (var argument in generic.TypeArguments)
            {
                if (IsHttpType(argument, types))
                    return true;
            }
        }

        return IsHttpType(type, types);
    }

    private static bool IsHttpType(ITypeSymbol type, KnownTypes types)
    {
        return type.DerivesFrom(types.HttpMessageInvoker)
            || type.DerivesFrom(types.HttpMessageHandler)
            || type.DerivesFrom(types.ClientWebSocket)
            || type.DerivesFrom(types.GrpcChannel);
    }
}
