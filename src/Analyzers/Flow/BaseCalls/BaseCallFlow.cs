using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.BaseCalls;

/// <summary>
/// Forward data flow over the graph of an override: does a path end normally that has released something of its own and has
/// not called the base? A path that throws is none, and one that does nothing is the way out of who has closed before.
/// </summary>
internal sealed class BaseCallFlow
{
    private readonly ControlFlowGraph _graph;
    private readonly BaseReach _reach;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<FlowNode, PathKinds> _entry = [];
    private readonly Queue<FlowNode> _pending = new();

    private BaseCallFlow(ControlFlowGraph graph, BaseReach reach, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _graph = graph;
        _reach = reach;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    [Flags]
    private enum PathKinds
    {
        None = 0,

        /// <summary>Nothing was done yet.</summary>
        Idle = 1,

        /// <summary>Something was released, but not by the base.</summary>
        Missing = 2,

        /// <summary>The base was called.</summary>
        Called = 4,
    }

    /// <summary>True when the base is left out on a path that ends normally.</summary>
    public static bool LeavesOut(ControlFlowGraph graph, BaseReach reach, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var flow = new BaseCallFlow(graph, reach, scope, cancellationToken);
        return flow.Run().HasFlag(PathKinds.Missing);
    }

    private PathKinds Run()
    {
        var atExit = PathKinds.None;
        Reach(new FlowNode(0, null), PathKinds.Idle);
        while (_pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var node = _pending.Dequeue();
            if (_graph.Blocks[node.Block].Kind == BasicBlockKind.Exit)
                atExit |= _entry[node];
            else
                Follow(node);
        }

        return atExit;
    }

    private void Follow(FlowNode node)
    {
        var block = _graph.Blocks[node.Block];
        var paths = _entry[node];

        // An exception may come before or after anything of the block.
        var thrown = paths;
        foreach (var operation in block.Operations)
        {
            if (!Evaluate(operation, ref paths))
                return;

            thrown |= paths;
        }

        if (block.BranchValue is { } value && !Evaluate(value, ref paths))
            return;

        foreach (var handler in FlowRegions.HandlersOf(block))
            Reach(PendingFinally.Enter(handler.Finallies, handler.Block, node.Pending), thrown | paths);

        // if (_ownsBase) base.Dispose(disposing); says itself when the base is not to be called.
        if (block.BranchValue is { } condition && _reach.IsDecision(condition.Syntax))
            paths = PathKinds.Called;

        FlowExits.Leave(node, block, block.ConditionalSuccessor, paths, Reach);
        FlowExits.Leave(node, block, block.FallThroughSuccessor, paths, Reach);
    }

    /// <summary>False when the path ends here.</summary>
    private bool Evaluate(IOperation root, ref PathKinds paths)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(root))
        {
            if (_reach.Calls(operation))
                paths = PathKinds.Called;
            else if (paths.HasFlag(PathKinds.Idle) && IsWork(operation))
                paths = (paths & ~PathKinds.Idle) | PathKinds.Missing;

            if (operation is IInvocationOperation call && NeverReturns.Is(call.TargetMethod, _scope.Types))
                return false;
        }

        return true;
    }

    private bool IsWork(IOperation operation)
    {
        return operation switch
        {
            IEventAssignmentOperation => true,
            IInvocationOperation { TargetMethod: var method } => !IsAtomic(method) && _scope.Effects.Of(method) is not { Kind: EffectKind.Neutral, Disposes: false },
            _ => false,
        };
    }

    private bool IsAtomic(IMethodSymbol method)
    {
        var types = _scope.Types;
        return SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Interlocked) || SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Volatile);
    }

    private void Reach(FlowNode node, PathKinds arriving)
    {
        var known = _entry.TryGetValue(node, out var before) ? before : PathKinds.None;
        var joined = known | arriving;
        if (joined == known)
            return;

        _entry[node] = joined;
        _pending.Enqueue(node);
    }
}
