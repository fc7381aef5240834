using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Answers, cached by type, whether values of a type have to be closed and whether they are HTTP clients.</summary>
internal sealed class ResourceKinds
{
    private readonly AnalysisScope _scope;
    private readonly ImmutableHashSet<ISymbol> _named;
    private readonly ImmutableArray<ResourceKind> _followed;
    private readonly ConcurrentDictionary<ITypeSymbol, ResourceKind> _kinds = new(SymbolEqualityComparer.Default);

    public ResourceKinds(AnalysisScope scope)
    {
        _scope = scope;
        _named = scope.Options.Symbols(LifecycleOptions.HttpClientTypes);
        _followed = scope.Followed;
    }

    public ResourceKind Of(ITypeSymbol? type)
    {
        if (type is null or IErrorTypeSymbol || type.SpecialType is not (SpecialType.None or SpecialType.System_IDisposable) || type.TypeKind == TypeKind.Enum)
            return ResourceKind.None;

        return _kinds.TryGetValue(type, out var kind) ? kind : _kinds.GetOrAdd(type, Classify(type));
    }

    /// <summary>True when values of the type are resources that a rule which is on asks about. The first glance of the engine.</summary>
    public bool IsFollowed(ITypeSymbol? type)
    {
        return IsFollowed(Of(type));
    }

    public bool IsFollowed(ResourceKind kind)
    {
        return _followed.Contains(kind);
    }

    public bool IsHttpClient(ITypeSymbol? type)
    {
        return Of(type) == ResourceKind.HttpClient;
    }

    /// <summary>True for the framework's own HTTP clients and what derives from them.</summary>
    public bool IsDirectHttpClient(ITypeSymbol type)
    {
        var types = _scope.Types;
        return type.DerivesFrom(types.HttpMessageInvoker)
            || type.DerivesFrom(types.HttpMessageHandler)
            || type.DerivesFrom(types.ClientWebSocket)
            || type.DerivesFrom(types.GrpcChannel);
    }

    /// <summary>
    /// False for what is made without anything to release: the default value of a struct; a cancellation source without a
    /// timer; a handler without connections of its own, written on top of <c>HttpMessageHandler</c> as test doubles are, or a
    /// delegating one that is given nothing to own.
    /// </summary>
    public bool HoldsResources(ITypeSymbol type, IObjectCreationOperation creation)
    {
        var types = _scope.Types;

        if (_scope.Ownership.MakesNothing(creation.Constructor) || IsGivenToContainer(creation, types))
            return false;

        if (type is { TypeKind: TypeKind.Struct, IsRefLikeType: false } && creation.Constructor is { IsImplicitlyDeclared: true })
            return false;

        if (!type.DerivesFrom(types.HttpMessageHandler))
            return true;

        if (type.DerivesFrom(types.HttpClientHandler) || type.DerivesFrom(types.SocketsHttpHandler) || type.DerivesFrom(types.WinHttpHandler))
            return true;

        return type.DerivesFrom(types.DelegatingHandler) && creation.Arguments.Any(argument => IsHttpClient(argument.Parameter?.Type));
    }

    /// <summary>A component that is made with a container adds itself to it, and the container closes it.</summary>
    private static bool IsGivenToContainer(IObjectCreationOperation creation, KnownTypes types)
    {
        if (types.IContainer is not { } container || creation.Constructor is not { } constructor)
            return false;

        foreach (var parameter in constructor.Parameters)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.Type, container))
                return true;
        }

        return false;
    }

    private ResourceKind Classify(ITypeSymbol type)
    {
        var types = _scope.Types;
        if (_scope.Ownership.IsIgnored(type))
            return ResourceKind.None;

        if (IsNamedInOptions(type))
            return ResourceKind.HttpClient;

        if (types.HttpResponseMessage is not null && IsFollowed(ResourceKind.HttpResponse) && type.DerivesFrom(types.HttpResponseMessage))
            return ResourceKind.HttpResponse;

        if (!type.Implements(types.IDisposable) && !type.Implements(types.IAsyncDisposable))
            return IsScope(type) ? ResourceKind.Other : ResourceKind.None;

        if (_scope.Ownership.NeedsNoClosing(type))
            return ResourceKind.None;

        if (IsDirectHttpClient(type) || SdkClients.IsClient(type, _scope.Types) || HttpWrappers.IsWrapper(type, _scope))
            return ResourceKind.HttpClient;

        return ResourceKind.Other;
    }

    /// <summary>A ref struct with a Dispose is made for <c>using</c>, which asks no interface of it.</summary>
    private static bool IsScope(ITypeSymbol type)
    {
        if (!type.IsRefLikeType)
            return false;

        foreach (var member in type.GetMembers("Dispose"))
        {
            if (member is IMethodSymbol { IsStatic: false, ReturnsVoid: true, Parameters.IsEmpty: true, DeclaredAccessibility: not Accessibility.Private })
                return true;
        }

        return false;
    }

    private bool IsNamedInOptions(ITypeSymbol type)
    {
        if (_named.IsEmpty)
            return false;

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (_named.Contains(current.OriginalDefinition))
                return true;
        }

        return false;
    }
}
