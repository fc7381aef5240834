using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The concurrent dictionaries that a graph looks a value up in before it adds one.</summary>
internal sealed class PoolLookups
{
    private readonly KnownTypes _types;
    private readonly HashSet<ISymbol> _lookedUp = new(SymbolEqualityComparer.Default);

    public PoolLookups(KnownTypes types)
    {
        _types = types;
    }

    /// <summary>Reads off a graph, before it is walked, which dictionaries it asks for a key.</summary>
    public void Prepare(IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey", Instance: { } instance } call && IsPool(call.TargetMethod) && PoolOf(instance) is { } pool)
            _lookedUp.Add(pool);
    }

    /// <summary>True for the value, not the factory, that <c>GetOrAdd</c> is given.</summary>
    public bool IsValueOfPool(IArgumentOperation argument, IMethodSymbol method)
    {
        return method.Name == "GetOrAdd"
            && IsPool(method)
            && argument.Parameter is { OriginalDefinition.Type: ITypeParameterSymbol { Ordinal: 1, TypeParameterKind: TypeParameterKind.Type } };
    }

    /// <summary>True when the graph has looked whether the dictionary holds a value.</summary>
    public bool HasLookedUp(IArgumentOperation argument)
    {
        return argument.Parent is IInvocationOperation { Instance: { } instance } && PoolOf(instance) is { } pool && _lookedUp.Contains(pool);
    }

    private bool IsPool(IMethodSymbol method)
    {
        return _types.ConcurrentDictionary is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _types.ConcurrentDictionary);
    }

    private static ISymbol? PoolOf(IOperation instance)
    {
        return instance is IMemberReferenceOperation member ? member.Member : AssignedSymbols.Variable(instance);
    }
}
