using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>The closes that a type declares, and where a call of each begins.</summary>
internal static class CloseEntries
{
    /// <summary>
    /// <c>DisposeAsync</c>, implicit, explicit or by pattern, begins in itself; an override of <c>DisposeAsyncCore</c> in
    /// the base class's <c>DisposeAsync</c>, when that can be read. A <c>DisposeAsync</c> that implements another
    /// interface only, such as the hook of a test framework, is called once by whoever defines it, and is none of these.
    /// </summary>
    public static IEnumerable<(IMethodSymbol Method, IMethodSymbol Entry)> Of(INamedTypeSymbol type, KnownTypes types)
    {
        var hasOwn = false;
        IMethodSymbol? core = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { IsStatic: false, IsAbstract: false } method)
                continue;

            if (IsDisposeAsync(method, types))
            {
                hasOwn = true;
                yield return (method, method);
            }
            else if (method is { Name: "DisposeAsyncCore", IsOverride: true, Parameters.IsEmpty: true })
            {
                core = method;
            }
        }

        if (!hasOwn && core is not null && Inherited(type, types.IAsyncDisposable) is { DeclaringSyntaxReferences.IsEmpty: false } inherited)
            yield return (core, inherited);
    }

    /// <summary>
    /// <c>Dispose</c>, implicit or explicit, begins in itself; an override of <c>Dispose(bool)</c> in the base class's
    /// <c>Dispose</c>, when that can be read, and in itself when that is known to call it each time.
    /// </summary>
    public static IEnumerable<(IMethodSymbol Method, IMethodSymbol Entry)> Synchronous(INamedTypeSymbol type, KnownTypes types, Effects effects)
    {
        if (types.IDisposable is not { } contract || !type.Implements(contract))
            yield break;

        var hasOwn = false;
        IMethodSymbol? hook = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { IsStatic: false, IsAbstract: false, ReturnsVoid: true } method)
                continue;

            if (Implements(method, contract) || method is { Name: nameof(IDisposable.Dispose), MethodKind: MethodKind.Ordinary, Parameters.IsEmpty: true })
            {
                hasOwn = true;
                yield return (method, method);
            }
            else if (method is { Name: nameof(IDisposable.Dispose), IsOverride: true, Parameters: [{ Type.SpecialType: SpecialType.System_Boolean }] })
            {
                hook = method;
            }
        }

        if (hasOwn || hook is null || Inherited(type, contract) is not { } inherited)
            yield break;

        if (!inherited.DeclaringSyntaxReferences.IsEmpty)
            yield return (hook, inherited);
        else if (effects.Of(inherited) is { Hooks: true })
            yield return (hook, hook);
    }

    private static bool IsDisposeAsync(IMethodSymbol method, KnownTypes types)
    {
        if (Implements(method, types.IAsyncDisposable))
            return true;

        if (method.Name != "DisposeAsync" || method.MethodKind != MethodKind.Ordinary || method.ReturnsVoid)
            return false;

        foreach (var parameter in method.Parameters)
        {
            if (!parameter.IsOptional)
                return false;
        }

        return method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
            && (method.ContainingType.Implements(types.IAsyncDisposable) || !ImplementsAnything(method));
    }

    /// <summary>True for an explicit implementation.</summary>
    private static bool Implements(IMethodSymbol method, INamedTypeSymbol? contract)
    {
        foreach (var implemented in method.ExplicitInterfaceImplementations)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented.ContainingType, contract))
                return true;
        }

        return false;
    }

    private static bool ImplementsAnything(IMethodSymbol method)
    {
        foreach (var candidate in method.ContainingType.AllInterfaces)
        {
            foreach (var member in candidate.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                    return true;
            }
        }

        return false;
    }

    private static IMethodSymbol? Inherited(INamedTypeSymbol type, INamedTypeSymbol? contract)
    {
        if (contract is null || !type.Implements(contract))
            return null;

        foreach (var member in contract.GetMembers())
        {
            if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                return implementation;
        }

        return null;
    }
}
