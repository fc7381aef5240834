using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>
/// Forward data flow over one control-flow graph: which task that nobody has awaited works with a value when that value is
/// closed. An exception is no path: whoever closes because of one has no task to wait for.
/// </summary>
internal sealed class TaskFlow
{
    /// <summary>Finally blocks are walked once for each way through them; code that drives this further is left alone.</summary>
    private const int MaximumVisitsPerBlock = 200;

    private readonly ControlFlowGraph _graph;
    private readonly ClosedVariables _closed;
    private readonly TaskTransfer _transfer;
    private readonly TaskNumbers _tasks = new();
    private readonly KnownTypes _types;
    private readonly CancellationToken _cancellationToken;
    private readonly List<IOperation>?[] _order;
    private readonly Dictionary<FlowNode, TaskState> _entry = [];
    private readonly List<FlowNode> _visited = [];
    private readonly Queue<FlowNode> _pending = new();

    private TaskFlow(ControlFlowGraph graph, ClosedVariables closed, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _graph = graph;
        _closed = closed;
        _types = scope.Types;
        _cancellationToken = cancellationToken;
        _order = new List<IOperation>[graph.Blocks.Length];
        _transfer = new TaskTransfer(scope, closed, new CapturedVariables(graph, scope, InferenceStack.Start(), cancellationToken), _tasks, cancellationToken);
    }

    /// <summary>Adds the tasks of one graph that outlive what they work with, one finding for each place.</summary>
    public static void Find(ControlFlowGraph graph, AnalysisScope scope, ICollection<OutlivingTask> found, CancellationToken cancellationToken)
    {
        var closed = new ClosedVariables(graph, scope);
        if (closed.Keys.Any())
            new TaskFlow(graph, closed, scope, cancellationToken).Run(found);
    }

    private void Run(ICollection<OutlivingTask> found)
    {
        var start = new TaskState();
        foreach (var key in _closed.Keys)
        {
            if (key.Symbol is { } variable && _closed.Given(variable) is { } given)
                start.Assign(key, new TaskValue(given.Mask, 0, 0, 0));
        }

        Reach(new FlowNode(0, null), start);
        var visits = 0;
        while (_pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (++visits > MaximumVisitsPerBlock * _graph.Blocks.Length)
                return;

            Follow(_pending.Dequeue(), Reach);
        }

        var places = new HashSet<SyntaxNode>();
        _transfer.Found = (task, closables, place, isReturned) =>
        {
            if ((isReturned || (_transfer.Background & (1UL << task)) == 0) && places.Add(place))
                found.Add(new OutlivingTask(place, _tasks[task], _closed[IndexOf(closables)]));
        };
        foreach (var node in _visited)
            Follow(node, static (_, _) => { });
    }

    private static int IndexOf(ulong closables)
    {
        var index = 0;
        while ((closables & (1UL << index)) == 0)
            index++;

        return index;
    }

    private void Reach(FlowNode node, TaskState arriving)
    {
        if (!_entry.TryGetValue(node, out var known))
        {
            _entry.Add(node, arriving.Clone());
            _visited.Add(node);
            _pending.Enqueue(node);
        }
        else if (known.Join(arriving))
        {
            _pending.Enqueue(node);
        }
    }

    private void Follow(FlowNode node, Action<FlowNode, TaskState> reach)
    {
        var block = _graph.Blocks[node.Block];
        var state = _entry[node].Clone();
        ReachHandlers(node, block, state, reach);
        _transfer.BeginBlock();
        foreach (var operation in OrderOf(block))
        {
            _transfer.Evaluate(operation, state);
            if (operation is IInvocationOperation call && NeverReturns.Is(call.TargetMethod, _types))
                return;
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return } && block.BranchValue is { } returned)
            _transfer.Return(returned, state);

        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            FlowExits.Leave(node, block, block.FallThroughSuccessor, state, reach);
            return;
        }

        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Take(node, block, block.ConditionalSuccessor, state, condition, jumpsWhen, reach);
        Take(node, block, block.FallThroughSuccessor, state, condition, !jumpsWhen, reach);
    }

    private void Take(FlowNode node, BasicBlock block, ControlFlowBranch? branch, TaskState state, IOperation condition, bool outcome, Action<FlowNode, TaskState> reach)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant } && constant != outcome)
            return;

        // success = true; return task; } finally { if (!success) c.Dispose(); }
        var told = BranchFacts.Of(condition, outcome);
        if (told is { Operand: { } flag, Fact: Fact.True or Fact.False } && _closed.KeyOf(flag) is { } key && state.Excludes(key, told.Fact == Fact.True))
            return;

        var refined = state.Clone();
        if (told is { Operand: { } tested, Fact: Fact.Null })
            _transfer.RefineNull(tested, refined);

        FlowExits.Leave(node, block, branch, refined, reach);
    }

    private static void ReachHandlers(FlowNode node, BasicBlock block, TaskState state, Action<FlowNode, TaskState> reach)
    {
        var handlers = FlowRegions.HandlersOf(block);
        if (handlers.Count == 0)
            return;

        // An exception may come before or after any of the tasks is started.
        var thrown = state.Clone();
        thrown.ForgetTasks();
        foreach (var handler in handlers)
            reach(PendingFinally.Enter(handler.Finallies, handler.Block, node.Pending), thrown);
    }

    private List<IOperation> OrderOf(BasicBlock block)
    {
        if (_order[block.Ordinal] is { } known)
            return known;

        var order = new List<IOperation>();
        foreach (var operation in block.Operations)
            OperationOrder.AddChildrenFirst(operation, order);

        if (block.BranchValue is { } value)
            OperationOrder.AddChildrenFirst(value, order);

        return _order[block.Ordinal] = order;
    }
}
