using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The blocks of a graph that run when some values are known at its start, and what is known when each begins:
/// conditional constant propagation. An exception may leave a try anywhere, so handlers start with what cannot change.
/// </summary>
internal sealed class ReachableBlocks
{
    private readonly FunctionBody _body;
    private readonly ValueEvaluator _evaluator;
    private readonly KnownValues?[] _entries;
    private readonly Queue<int> _pending = new();
    private readonly KnownValues _unchanging;

    private ReachableBlocks(FunctionBody body, ValueEvaluator evaluator, KnownValues initial)
    {
        _body = body;
        _evaluator = evaluator;
        _entries = new KnownValues?[body.Graph.Blocks.Length];
        _unchanging = initial.OnlySymbols(body.Assigned.IsNeverAssigned);
    }

    public static ReachableBlocks Find(FunctionBody body, ValueEvaluator evaluator, KnownValues initial, CancellationToken cancellationToken)
    {
        var reachable = new ReachableBlocks(body, evaluator, initial);
        reachable.Enter(0, initial);
        while (reachable._pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reachable.Follow(body.Graph.Blocks[reachable._pending.Dequeue()]);
        }

        return reachable;
    }

    /// <summary>What is known when the block begins, or null when it never runs.</summary>
    public KnownValues? At(BasicBlock block)
    {
        return _entries[block.Ordinal];
    }

    private void Follow(BasicBlock block)
    {
        EnterHandlers(block.EnclosingRegion);
        var known = _entries[block.Ordinal]!;
        foreach (var operation in block.Operations)
            known = _evaluator.After(operation, known);

        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            Take(block.FallThroughSuccessor, known);
            return;
        }

        known = _evaluator.After(condition, known);
        var decided = _evaluator.Evaluate(condition, known)?.AsBoolean;
        var jumpsOn = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (decided is null || decided == jumpsOn)
            Take(block.ConditionalSuccessor, known);

        if (decided is null || decided != jumpsOn)
            Take(block.FallThroughSuccessor, known);
    }

    private void Take(ControlFlowBranch? branch, KnownValues known)
    {
        if (branch is null)
            return;

        foreach (var region in branch.FinallyRegions)
            Enter(region.FirstBlockOrdinal, _unchanging);

        if (branch.Destination is { } destination)
            Enter(destination.Ordinal, branch.FinallyRegions.IsEmpty ? known : _unchanging);
    }

    private void EnterHandlers(ControlFlowRegion? region)
    {
        // The root of a function's graph lies in a region of the graph around it.
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } statement)
                continue;

            foreach (var handler in statement.NestedRegions)
            {
                if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                    Enter(handler.FirstBlockOrdinal, _unchanging);
            }
        }
    }

    private void Enter(int ordinal, KnownValues known)
    {
        var before = _entries[ordinal];
        var after = before is null ? known : before.Join(known);
        if (ReferenceEquals(before, after))
            return;

        _entries[ordinal] = after;
        _pending.Enqueue(ordinal);
    }
}
