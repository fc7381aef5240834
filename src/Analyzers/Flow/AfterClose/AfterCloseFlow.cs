using Lifecycle.Analyzers.Flow.Overwriting;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>
/// Forward data flow over one graph: which values are closed on every path that comes to a point. The flow of obligations
/// asks what may still be open of what the body creates; here it is what must be closed, of parameters and members as well,
/// in the few bodies that name a value after its close.
/// </summary>
internal sealed class AfterCloseFlow
{
    private const int MaximumVisitsPerBlock = 200;

    private readonly ControlFlowGraph _graph;
    private readonly ClosedValues _values;
    private readonly AfterCloseTransfer _transfer;
    private readonly AnalysisScope _scope;
    private readonly Dictionary<FlowNode, AfterCloseState> _entry = [];
    private readonly Queue<FlowNode> _pending = new();
    private readonly CapturedValues _captured;

    private AfterCloseFlow(ControlFlowGraph graph, ClosedValues values, AnalysisScope scope, List<LateUse> uses, List<RepeatedClose> closes, CancellationToken cancellationToken)
    {
        _graph = graph;
        _values = values;
        _scope = scope;
        _captured = new CapturedValues(graph);
        _transfer = new AfterCloseTransfer(values, _captured, scope, uses, closes, cancellationToken);
    }

    public static void Find(ControlFlowGraph graph, AnalysisScope scope, List<LateUse> uses, List<RepeatedClose> closes, CancellationToken cancellationToken)
    {
        var values = new ClosedValues(graph, scope, cancellationToken);
        if (!values.IsEmpty)
            new AfterCloseFlow(graph, values, scope, uses, closes, cancellationToken).Run(cancellationToken);
    }

    private void Run(CancellationToken cancellationToken)
    {
        Reach(new FlowNode(0, null), default);
        var visits = 0;
        while (_pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++visits > MaximumVisitsPerBlock * _graph.Blocks.Length)
                return;

            Follow(_pending.Dequeue());
        }

        _transfer.IsRecording = true;
        foreach (var node in _entry.Keys.ToArray())
            Follow(node);
    }

    private void Reach(FlowNode node, AfterCloseState arriving)
    {
        if (_graph.Blocks[node.Block].Kind == BasicBlockKind.Exit)
        {
            _transfer.Leave(arriving);
            return;
        }

        if (!_entry.TryGetValue(node, out var known))
        {
            _entry.Add(node, arriving);
            _pending.Enqueue(node);
            return;
        }

        var joined = known.Join(arriving);
        if (joined == known)
            return;

        _entry[node] = joined;
        _pending.Enqueue(node);
    }

    private void Follow(FlowNode node)
    {
        var block = _graph.Blocks[node.Block];
        var state = _entry[node];
        var handlers = FlowRegions.HandlersOf(block);
        ReachHandlers(node, handlers, state);
        foreach (var root in block.Operations)
        {
            var after = _transfer.After(root, block, state);
            if (after != state)
                ReachHandlers(node, handlers, after);

            state = after;
            if (EndsPath(root))
                return;
        }

        if (block.BranchValue is { } value)
        {
            state = _transfer.After(value, block, state);
            ReachHandlers(node, handlers, state);
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return } && block.BranchValue is { } returned)
            state = _transfer.Return(returned, state);

        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            Leave(node, block, block.FallThroughSuccessor, state);
            return;
        }

        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Take(node, block, block.ConditionalSuccessor, state, condition, jumpsWhen);
        Take(node, block, block.FallThroughSuccessor, state, condition, !jumpsWhen);
    }

    private bool EndsPath(IOperation root)
    {
        return root is IExpressionStatementOperation { Operation: IInvocationOperation call } && NeverReturns.Is(call.TargetMethod, _scope.Types);
    }

    private void Take(FlowNode node, BasicBlock block, ControlFlowBranch? branch, AfterCloseState state, IOperation condition, bool outcome)
    {
        // while (true): the other way is none.
        if (condition.ConstantValue is { HasValue: true, Value: bool constant } && constant != outcome)
            return;

        var told = BranchFacts.Of(condition, outcome);
        if (told is { Fact: Fact.Null, Operand: { } operand })
            state = state.IsNull(_values.MaskOf(operand));

        Leave(node, block, branch, state);
    }

    private void ReachHandlers(FlowNode node, List<ExceptionHandler> handlers, AfterCloseState state)
    {
        foreach (var handler in handlers)
            Reach(PendingFinally.Enter(handler.Finallies, handler.Block, node.Pending), state);
    }

    private void Leave(FlowNode node, BasicBlock block, ControlFlowBranch? branch, AfterCloseState state)
    {
        switch (branch)
        {
            case { Semantics: ControlFlowBranchSemantics.StructuredExceptionHandling }:
                if (node.Pending is { } pending && FlowRegions.InnermostFinally(block) == pending.Region)
                    Reach(pending.Next(), state);

                break;
            case { Destination: { } destination, Semantics: ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return }:
                Reach(PendingFinally.Enter(branch.FinallyRegions, destination.Ordinal, node.Pending), state);
                break;
        }
    }
}
