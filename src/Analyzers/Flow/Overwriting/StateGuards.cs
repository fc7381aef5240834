using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>
/// Whether a condition about the state of the object decides that an operation runs: <c>if (_started) return;</c>,
/// <c>if (!IsConnected) { .. }</c>. Such a state may say that there is nothing to close.
/// </summary>
internal static class StateGuards
{
    public static bool Decide(ControlFlowGraph graph, IOperation operation, ISymbol member, KnownTypes types)
    {
        if (BlockOf(graph, operation) is not { } target)
            return true;

        foreach (var block in graph.Blocks)
        {
            if (block.ConditionKind == ControlFlowConditionKind.None
                || block.BranchValue is not { } condition
                || !MemberReferences.AsksState(condition)
                || block.ConditionalSuccessor?.Destination is not { } jump
                || block.FallThroughSuccessor?.Destination is not { } fall)
            {
                continue;
            }

            var (jumps, falls) = (Reaches(graph, jump, target), Reaches(graph, fall, target));
            if (jumps == falls)
                continue;

            // A closed object is told apart from an open one, not one that holds a value from one that holds none.
            if (!ThrowsDisposed(jumps ? fall : jump, types) && !IsNullTestOf(condition, member))
                return true;
        }

        return false;
    }

    private static bool IsNullTestOf(IOperation condition, ISymbol member)
    {
        return BranchFacts.Of(condition, true) is { Operand: { } operand } && MemberReferences.Is(operand, member);
    }

    private static bool ThrowsDisposed(BasicBlock block, KnownTypes types)
    {
        return block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Throw
            && block.BranchValue is { } thrown
            && OperationOrder.Any(thrown, operation => operation is IObjectCreationOperation && SymbolEqualityComparer.Default.Equals(operation.Type, types.ObjectDisposedException));
    }

    private static BasicBlock? BlockOf(ControlFlowGraph graph, IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
            root = parent;

        foreach (var block in graph.Blocks)
        {
            if (block.BranchValue == root || block.Operations.Contains(root))
                return block;
        }

        return null;
    }

    private static bool Reaches(ControlFlowGraph graph, BasicBlock from, BasicBlock target)
    {
        var seen = new bool[graph.Blocks.Length];
        var pending = new Stack<BasicBlock>();
        pending.Push(from);
        while (pending.Count > 0)
        {
            var block = pending.Pop();
            if (block == target)
                return true;

            if (seen[block.Ordinal])
                continue;

            seen[block.Ordinal] = true;
            if (block.ConditionalSuccessor?.Destination is { } jump)
                pending.Push(jump);

            if (block.FallThroughSuccessor?.Destination is { } fall)
                pending.Push(fall);
        }

        return false;
    }
}
