using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Answers, cached by type, whether values of a type have to be closed and whether they are HTTP clients.</summary>
internal sealed class ResourceKinds
{
    private readonly AnalysisScope _scope;
    private readonly ConcurrentDictionary<ITypeSymbol, ResourceKind> _kinds = new(SymbolEqualityComparer.Default);

    public ResourceKinds(AnalysisScope scope)
    {
        _scope = scope;
    }

    public ResourceKind Of(ITypeSymbol? type)
    {
        if (type is null or IErrorTypeSymbol)
            return ResourceKind.None;

        return _kinds.TryGetValue(type, out var kind) ? kind : _kinds.GetOrAdd(type, Classify(type));
    }

    public bool IsHttpClient(ITypeSymbol? type)
    {
        return Of(type) == ResourceKind.HttpClient;
    }

    private ResourceKind Classify(ITypeSymbol type)
    {
        var types = _scope.Types;
        if (type.DerivesFrom(types.HttpMessageInvoker)
            || type.DerivesFrom(types.HttpMessageHandler)
            || type.DerivesFrom(types.ClientWebSocket)
            || type.DerivesFrom(types.GrpcChannel))
        {
            return ResourceKind.HttpClient;
        }

        return type.Implements(types.IDisposable) || type.Implements(types.IAsyncDisposable)
            ? ResourceKind.Other
            : ResourceKind.None;
    }
}
