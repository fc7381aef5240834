using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Finds the body that a call runs. On the object whose finalizer is followed a virtual call goes to the last override of
/// that object's type; on any other object only to a member that nothing in source overrides.
/// </summary>
internal sealed class CallResolution
{
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IMethodSymbol, FunctionBody?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _virtualSlots = new(SymbolEqualityComparer.Default);

    public CallResolution(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    public CallTarget? TryResolve(IMethodSymbol method, KnownValue? receiver, bool isVirtual, Func<IParameterSymbol, KnownValue?> argument)
    {
        var thisType = receiver?.Instance;
        var resolved = isVirtual ? ResolveVirtual(method, thisType) : method;
        if (resolved is null || TryGetBody(resolved) is not { } body)
            return null;

        return new CallTarget(body, resolved.IsStatic ? null : thisType, Bind(KnownValues.None, body.Symbol, argument));
    }

    public CallTarget? TryResolve(FunctionValue function, Func<IParameterSymbol, KnownValue?> argument)
    {
        if (function.Method.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
            return TryResolve(function.Method, function.Receiver, isVirtual: !function.Method.IsStatic, argument);

        return TryResolveNested(function.WrittenIn, function.Method, function.Lambda, function.Receiver?.Instance, function.Captured, argument);
    }

    public CallTarget? TryResolveNested(
        FunctionBody writtenIn,
        IMethodSymbol function,
        IFlowAnonymousFunctionOperation? lambda,
        INamedTypeSymbol? thisType,
        KnownValues captured,
        Func<IParameterSymbol, KnownValue?> argument)
    {
        function = function.OriginalDefinition;
        if (!_bodies.TryGetValue(function, out var body))
            _bodies.Add(function, body = writtenIn.TryGetNested(function, lambda, _cancellationToken));

        return body is null ? null : new CallTarget(body, thisType, Bind(captured, body.Symbol, argument));
    }

    /// <summary>True when the type, or one between it and the finalizer's type, overrides a virtual member called so far.</summary>
    public bool OverridesCalledMember(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsOverride: true } method && _virtualSlots.Contains(Slot(method)))
                return true;
        }

        foreach (var slot in _virtualSlots)
        {
            if (slot.ContainingType.TypeKind == TypeKind.Interface && type.Interfaces.Contains(slot.ContainingType, SymbolEqualityComparer.Default))
                return true;
        }

        return false;
    }

    /// <summary>The body of a method of this compilation's source; null when it has none that can be read.</summary>
    public FunctionBody? TryGetBody(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_bodies.TryGetValue(definition, out var known))
            return known;

        var body = _scope.Bodies.TryGet(definition, _cancellationToken) is { } source ? FunctionBody.TryCreate(source, _cancellationToken) : null;
        _bodies.Add(definition, body);
        return body;
    }

    private IMethodSymbol? ResolveVirtual(IMethodSymbol method, INamedTypeSymbol? thisType)
    {
        if (method.ContainingType?.TypeKind == TypeKind.Interface)
        {
            if (thisType is null)
                return null;

            _virtualSlots.Add(method);
            return thisType.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        }

        if (method is not ({ IsVirtual: true } or { IsAbstract: true } or { IsOverride: true, IsSealed: false }))
            return method;

        var slot = Slot(method);
        if (thisType is null)
            return method.IsAbstract || IsOverriddenInSource(method, slot) ? null : method;

        _virtualSlots.Add(slot);
        return LastOverride(thisType, method.Name, slot);
    }

    private bool IsOverriddenInSource(IMethodSymbol method, IMethodSymbol slot)
    {
        if (method.ContainingType.IsSealed || method.DeclaringSyntaxReferences.IsEmpty)
            return false;

        foreach (var derived in _scope.DerivedTypes.Of(method.ContainingType, _cancellationToken))
        {
            foreach (var member in derived.GetMembers(method.Name))
            {
                if (member is IMethodSymbol { IsOverride: true } candidate && SymbolEqualityComparer.Default.Equals(Slot(candidate), slot))
                    return true;
            }
        }

        return false;
    }

    private static IMethodSymbol? LastOverride(INamedTypeSymbol type, string name, IMethodSymbol slot)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is IMethodSymbol candidate && SymbolEqualityComparer.Default.Equals(Slot(candidate), slot))
                    return candidate;
            }
        }

        return null;
    }

    /// <summary>The virtual or abstract member that a chain of overrides begins with.</summary>
    private static IMethodSymbol Slot(IMethodSymbol method)
    {
        var slot = method;
        while (slot.OverriddenMethod is { } overridden)
            slot = overridden;

        return slot.OriginalDefinition;
    }

    private static KnownValues Bind(KnownValues known, IMethodSymbol function, Func<IParameterSymbol, KnownValue?> argument)
    {
        foreach (var parameter in function.Parameters)
            known = known.With(parameter, argument(parameter));

        return known;
    }
}
