using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Tells code that takes a value over by design from code that closes what is not its own. What a parameter says of itself
/// comes first, then what the type is by its base types, then what the source gives to it.
/// </summary>
internal sealed class DesignedOwners
{
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public DesignedOwners(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for a type that answers for what a constructor or method of it is given and it keeps.</summary>
    /// <param name="type">The type.</param>
    /// <param name="parameter">What it was given.</param>
    /// <param name="closed">The type as which it closes it.</param>
    public bool KeepsAsOwner(INamedTypeSymbol type, IParameterSymbol parameter, ITypeSymbol closed)
    {
        if (IsTold(parameter) || IsSingleton(type) || Wraps(type, parameter.Type) || WorksOn(type, parameter.Type, closed) || _scope.Uses.IsTypedClient(type.Name, _cancellationToken))
            return true;

        return parameter.ContainingSymbol is IMethodSymbol { DeclaredAccessibility: Accessibility.Private }
            || new GivenArguments(_scope, _cancellationToken).Of(parameter) is { IsBorrowed: false };
    }

    /// <summary>True for a method whose callers hand over what it closes.</summary>
    public bool ClosesForCallers(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (IsTold(parameter) || method.IsOverride || method.IsVirtual || method.IsAbstract || ImplementsInterface(method) || SaysThatItCloses(method))
            return true;

        if (new GivenArguments(_scope, _cancellationToken).Of(parameter) is { } given)
            return !given.IsBorrowed;

        return !IsVisible(method);
    }

    /// <summary>An attribute, an option or a flag beside it says who closes it.</summary>
    public bool IsTold(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return true;

        if (_scope.Ownership.TryGet(method)?.FateOf(parameter.Ordinal) is ArgumentFate.Kept or ArgumentFate.Closed)
            return true;

        if (_scope.Ownership.Annotate(method, MethodContract.Unknown).FateOf(parameter.Ordinal) == ArgumentFate.Kept)
            return true;

        foreach (var other in method.Parameters)
        {
            if (other.Type.SpecialType == SpecialType.System_Boolean && OwnershipKnowledge.SaysWhoCloses(other.Name))
                return true;
        }

        return false;
    }

    /// <summary><c>DisposeProcess(process)</c>, <c>CloseQuietly(client)</c>: who calls it wants the value closed, whatever else it does first.</summary>
    private static bool SaysThatItCloses(IMethodSymbol method)
    {
        return method.Name.StartsWith("Dispose", StringComparison.Ordinal) || method.Name.StartsWith("Close", StringComparison.Ordinal);
    }

    private bool IsSingleton(INamedTypeSymbol type)
    {
        return _scope.Options.Symbols(LifecycleOptions.SingletonTypes).Contains(type.OriginalDefinition);
    }

    /// <summary>
    /// True for a decorator, which stands for what it wraps and so is closed in its place, and for the kinds of types that
    /// the framework closes together with what they were made over: streams, readers, writers, handlers, contents.
    /// </summary>
    private bool Wraps(INamedTypeSymbol type, ITypeSymbol inner)
    {
        var types = _scope.Types;
        if (type.DerivesFrom(types.Stream) || type.DerivesFrom(types.TextReader) || type.DerivesFrom(types.TextWriter) || type.DerivesFrom(types.HttpMessageHandler) || type.DerivesFrom(types.HttpContent))
            return true;

        if (type.IsAssignableTo(inner) && !IsDisposal(inner))
            return true;

        foreach (var shared in type.AllInterfaces)
        {
            if (!IsDisposal(shared) && inner.AllInterfaces.Contains(shared, SymbolEqualityComparer.Default))
                return true;
        }

        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (inner.IsAssignableTo(current))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Who works on a stream closes it, unless a flag says otherwise: so do the readers and writers of the framework, and so
    /// do the types that follow them. What keeps a stream as any object only closes it.
    /// </summary>
    private bool WorksOn(INamedTypeSymbol type, ITypeSymbol given, ITypeSymbol closed)
    {
        return (type.Implements(_scope.Types.IDisposable) || type.Implements(_scope.Types.IAsyncDisposable)) && IsStream(given) && IsStream(closed);
    }

    private bool IsStream(ITypeSymbol type)
    {
        return type.DerivesFrom(_scope.Types.Stream) || type.DerivesFrom(_scope.Types.TextReader) || type.DerivesFrom(_scope.Types.TextWriter);
    }

    private bool IsDisposal(ITypeSymbol type)
    {
        return SymbolEqualityComparer.Default.Equals(type, _scope.Types.IDisposable) || SymbolEqualityComparer.Default.Equals(type, _scope.Types.IAsyncDisposable);
    }

    private static bool ImplementsInterface(IMethodSymbol method)
    {
        if (!method.ExplicitInterfaceImplementations.IsEmpty)
            return true;

        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                    return true;
            }
        }

        return false;
    }

    /// <summary>True when code outside the compilation may call it.</summary>
    private static bool IsVisible(ISymbol symbol)
    {
        for (var current = symbol; current is not (null or INamespaceSymbol); current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }
}
