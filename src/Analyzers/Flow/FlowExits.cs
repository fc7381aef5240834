using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The ways from one block to the next.</summary>
internal static class FlowExits
{
    /// <summary>Leaves a block by a branch: through the finally blocks on the way, one after another, then to its destination.</summary>
    public static void Leave<TState>(FlowNode node, BasicBlock block, ControlFlowBranch? branch, TState state, Action<FlowNode, TState> reach)
    {
        if (branch is null)
            return;

        if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            if (node.Pending is { } pending && FlowRegions.InnermostFinally(block) == pending.Region)
                reach(pending.Next(), state);

            return;
        }

        if (branch.Destination is not { } destination
            || branch.Semantics is not (ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return))
        {
            return;
        }

        reach(PendingFinally.Enter(branch.FinallyRegions, destination.Ordinal, node.Pending), state);
    }
}
