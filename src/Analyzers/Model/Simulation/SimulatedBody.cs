using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>A body as the simulation steps through it: its graph, and the operations of each block in evaluation order.</summary>
internal sealed class SimulatedBody
{
    private readonly ImmutableArray<IOperation>[] _blocks;

    public SimulatedBody(IMethodSymbol method, ControlFlowGraph graph)
    {
        Method = method;
        Graph = graph;
        _blocks = new ImmutableArray<IOperation>[graph.Blocks.Length];
    }

    public IMethodSymbol Method { get; }

    public ControlFlowGraph Graph { get; }

    public ImmutableArray<IOperation> OperationsOf(int block)
    {
        if (!_blocks[block].IsDefault)
            return _blocks[block];

        var order = new List<IOperation>();
        foreach (var operation in Graph.Blocks[block].Operations)
            OperationOrder.Append(operation, order);

        if (Graph.Blocks[block].BranchValue is { } branchValue)
            OperationOrder.Append(branchValue, order);

        return _blocks[block] = order.ToImmutableArray();
    }

    /// <summary>The first blocks of the handlers that an exception thrown in the block can reach first.</summary>
    public void AddHandlersOf(int block, List<int> handlers)
    {
        var previous = Graph.Blocks[block].EnclosingRegion;
        for (var region = previous; region is { Kind: not ControlFlowRegionKind.Root }; previous = region, region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.TryAndCatch || previous.Kind != ControlFlowRegionKind.Try)
                continue;

            foreach (var nested in region.NestedRegions)
            {
                if (nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                    handlers.Add(nested.FirstBlockOrdinal);
            }

            return;
        }
    }

    /// <summary>True when an exception of the type, thrown in the block, is caught in this body.</summary>
    public bool Catches(int block, ITypeSymbol exception)
    {
        var previous = Graph.Blocks[block].EnclosingRegion;
        for (var region = previous; region is { Kind: not ControlFlowRegionKind.Root }; previous = region, region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.TryAndCatch || previous.Kind != ControlFlowRegionKind.Try)
                continue;

            foreach (var nested in region.NestedRegions)
            {
                var caught = nested.Kind == ControlFlowRegionKind.FilterAndHandler && nested.NestedRegions.Length > 0
                    ? nested.NestedRegions[0].ExceptionType ?? nested.ExceptionType
                    : nested.ExceptionType;
                if (nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler && IsBaseOf(caught, exception))
                    return true;
            }
        }

        return false;
    }

    private static bool IsBaseOf(ITypeSymbol? caught, ITypeSymbol exception)
    {
        if (caught is null || caught.SpecialType == SpecialType.System_Object)
            return true;

        for (ITypeSymbol? current = exception; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, caught))
                return true;
        }

        return false;
    }
}
