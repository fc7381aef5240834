using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Forward data flow over one control-flow graph: what becomes of each resource that it creates, and of the parameters or
/// captured variables that it is asked about. Exceptions count as no path: only ways that leave the body normally are judged.
/// </summary>
internal sealed class ObligationFlow
{
    /// <summary>An obligation is one bit of a mask. A body that creates more is followed for the first of them only.</summary>
    private const int MaximumObligations = 64;

    /// <summary>Finally blocks are walked once for each way through them; code that drives this further is left alone.</summary>
    private const int MaximumVisitsPerBlock = 200;

    private readonly ControlFlowGraph _graph;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Obligation> _obligations = [];
    private readonly Dictionary<IOperation, Obligation> _sites = [];
    private readonly Dictionary<ISymbol, Obligation> _given = new(SymbolEqualityComparer.Default);
    private readonly List<IOperation>?[] _order;
    private readonly BlockTransfer _transfer;
    private readonly CapturedVariables _captured;
    private readonly LocalDelegates _delegates = new();
    private readonly Dictionary<FlowNode, FlowState> _entry = [];
    private readonly List<FlowNode> _visited = [];
    private ObligationState[] _atExit = [];

    public ObligationFlow(
        ControlFlowGraph graph,
        AnalysisScope scope,
        InferenceStack stack,
        ImmutableArray<ISymbol> given,
        CancellationToken cancellationToken)
    {
        _graph = graph;
        _scope = scope;
        _cancellationToken = cancellationToken;
        _order = new List<IOperation>[graph.Blocks.Length];
        foreach (var variable in given)
            Track(variable, stack.Breadth);

        foreach (var block in graph.Blocks)
        {
            foreach (var operation in OrderOf(block))
                _delegates.Prepare(operation);
        }

        FindSites(stack);
        _captured = new CapturedVariables(graph, scope, stack, cancellationToken);
        _transfer = new BlockTransfer(scope, stack, _sites, _given.Values, _captured, _delegates, cancellationToken) { IsFactoryForOthers = graph.OriginalOperation is IAnonymousFunctionOperation };
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in OrderOf(block))
                _transfer.Prepare(operation);

            // From here on only what does something is walked, at each visit of the block.
            OrderOf(block).RemoveAll(operation => BlockTransfer.IsInert(operation) && !_sites.ContainsKey(operation));
        }
    }

    /// <summary>The resources that the graph creates, in the order of the source.</summary>
    public IEnumerable<Obligation> Created => _sites.Values.OrderBy(static obligation => obligation.Index);

    public bool ReturnsFresh => _transfer.Returns.AreFresh;

    public ITypeSymbol? FreshType => _transfer.Returns.FreshType;

    /// <summary>What the body leaves in its <c>out</c> and <c>ref</c> parameters.</summary>
    public OutValues Outs => _transfer.Outs;

    public int ReturnedParameter => _transfer.Returns.Parameter;

    public Obligation? OfGiven(ISymbol variable)
    {
        return _given.TryGetValue(variable, out var obligation) ? obligation : null;
    }

    /// <summary>What may be true of the obligation where the body ends normally.</summary>
    public ObligationState AtExit(Obligation obligation)
    {
        return _atExit[obligation.Index];
    }

    /// <summary>True when one turn of a loop makes the resource while that of the turn before is still open.</summary>
    public bool IsLostInLoop(Obligation obligation)
    {
        return _transfer.LostInLoop.Contains(obligation);
    }

    /// <summary>The places at which a variable is given another value while the one that it holds is open on some path.</summary>
    public IReadOnlyList<Overwrite> Overwrites => _transfer.Lost.Overwrites;

    /// <summary>Runs to the fixpoint; false when the budget does not suffice, and then nothing is known.</summary>
    public bool Run()
    {
        _atExit = new ObligationState[_obligations.Count];
        var start = new FlowNode(0, null);
        var state = FlowState.Entry(_obligations.Count);
        foreach (var pair in _given)
        {
            state.Create(pair.Value);
            state.Assign(new AliasKey(pair.Key), Aliases.Certain(pair.Value.Mask));

            // A function within may close it at any time.
            if (_captured.MayChange(pair.Key))
                state.Discharge(Aliases.Certain(pair.Value.Mask), ObligationState.Unknown);
        }

        var pending = new Queue<FlowNode>();
        Reach(start, state, pending);
        var visits = 0;
        while (pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (++visits > MaximumVisitsPerBlock * _graph.Blocks.Length)
                return false;

            var node = pending.Dequeue();
            Follow(node, (next, arriving) => Reach(next, arriving, pending));
        }

        _transfer.BeginRecording();
        foreach (var node in _visited)
            Follow(node, RecordExit);

        return true;
    }

    private void Track(ISymbol variable, ContractBreadth breadth)
    {
        var (type, refKind) = variable switch
        {
            IParameterSymbol parameter => (parameter.Type, parameter.RefKind),
            ILocalSymbol local => (local.Type, local.RefKind),
            _ => (null, RefKind.None),
        };

        // What a function captures is a resource already, whatever the variable's type says.
        var canHold = type is not null && (variable is ILocalSymbol || IsOfOuterFunction(variable) || CanHoldResource(type, breadth));
        if (type is null || !canHold || refKind != RefKind.None || _obligations.Count == MaximumObligations)
            return;

        // It has no creation in the body; the operation is never asked for.
        var obligation = new Obligation(_obligations.Count, _graph.OriginalOperation, type, _scope.Resources.Of(type));
        _obligations.Add(obligation);
        _given.Add(variable, obligation);
    }

    private bool IsOfOuterFunction(ISymbol variable)
    {
        return _graph.Parent is not null && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, FunctionOf(_graph.OriginalOperation));
    }

    private static ISymbol? FunctionOf(IOperation root)
    {
        return root switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            ILocalFunctionOperation local => local.Symbol,
            _ => null,
        };
    }

    private bool CanHoldResource(ITypeSymbol type, ContractBreadth breadth)
    {
        if (_scope.Resources.Of(type) != ResourceKind.None)
            return true;

        // A caller may give a resource as an object, as a T, or behind an interface that does not say what it is.
        return breadth == ContractBreadth.AnyObject
            && !type.IsValueType
            && type.SpecialType != SpecialType.System_String
            && type.TypeKind is TypeKind.Class or TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Delegate;
    }

    private void FindSites(InferenceStack stack)
    {
        foreach (var block in _graph.Blocks)
        {
            foreach (var operation in OrderOf(block))
            {
                if (_obligations.Count == MaximumObligations)
                    return;

                var fresh = FreshValues.Of(operation, _delegates, _scope, stack, _cancellationToken);
                if (fresh is not { Kind: not ResourceKind.None, Type: { } type })
                    continue;

                var obligation = new Obligation(_obligations.Count, operation, type, fresh.Kind);
                _obligations.Add(obligation);
                _sites.Add(operation, obligation);
            }
        }
    }

    private List<IOperation> OrderOf(BasicBlock block)
    {
        if (_order[block.Ordinal] is { } known)
            return known;

        var order = new List<IOperation>(64);
        foreach (var operation in block.Operations)
            OperationOrder.AddChildrenFirst(operation, order);

        if (block.BranchValue is { } value)
            OperationOrder.AddChildrenFirst(value, order);

        return _order[block.Ordinal] = order;
    }

    private void Reach(FlowNode node, FlowState arriving, Queue<FlowNode> pending)
    {
        if (!_entry.TryGetValue(node, out var known))
        {
            _entry.Add(node, arriving.Clone());
            _visited.Add(node);
            pending.Enqueue(node);
        }
        else if (known.Join(arriving))
        {
            pending.Enqueue(node);
        }
    }

    private void RecordExit(FlowNode node, FlowState arriving)
    {
        if (_graph.Blocks[node.Block].Kind != BasicBlockKind.Exit)
            return;

        var leaving = arriving.Clone();
        _transfer.Leave(leaving, _given);
        foreach (var obligation in _obligations)
            _atExit[obligation.Index] |= leaving.Of(obligation);
    }

    private void Follow(FlowNode node, Action<FlowNode, FlowState> reach)
    {
        var block = _graph.Blocks[node.Block];
        var state = _entry[node].Clone();
        var handlers = FlowRegions.HandlersOf(block);
        var reached = -1;
        foreach (var operation in OrderOf(block))
        {
            _transfer.Evaluate(operation, state);
            if (handlers.Count > 0 && state.Version != reached && MayThrow(operation))
            {
                reached = state.Version;
                ReachHandlers(node, operation, handlers, state, reach);
            }

            if (operation is IInvocationOperation call && NeverReturns.Is(call.TargetMethod, _scope.Types))
                return;
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return } && block.BranchValue is { } returned)
            _transfer.Return(returned, state);

        if (handlers.Count > 0 && block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow })
            ReachHandlers(node, block.BranchValue, handlers, state, reach);

        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            FlowExits.Leave(node, block, block.FallThroughSuccessor, state, reach);
            return;
        }

        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Take(node, block, block.ConditionalSuccessor, state, condition, jumpsWhen, reach);
        Take(node, block, block.FallThroughSuccessor, state, condition, !jumpsWhen, reach);
    }

    private void Take(
        FlowNode node, BasicBlock block, ControlFlowBranch? branch, FlowState state, IOperation condition, bool outcome, Action<FlowNode, FlowState> reach)
    {
        // while (true): the other way is none.
        if (condition.ConstantValue is { HasValue: true, Value: bool constant } && constant != outcome)
            return;

        var refined = state.Clone();
        if (_transfer.Assume(condition, outcome, refined))
            FlowExits.Leave(node, block, branch, refined, reach);
    }

    /// <summary>What the engine takes for a place where an exception can come from; a reader expects none elsewhere.</summary>
    private static bool MayThrow(IOperation operation)
    {
        // ConfigureAwait only wraps what it is given.
        return operation is IInvocationOperation { TargetMethod.Name: not "ConfigureAwait" } or IObjectCreationOperation or IAwaitOperation;
    }

    private void ReachHandlers(FlowNode node, IOperation? thrower, List<ExceptionHandler> handlers, FlowState state, Action<FlowNode, FlowState> reach)
    {
        var thrown = state.Clone();

        // What throws has made nothing; what it was given to close or keep, it has taken.
        if (thrower is not null && _sites.TryGetValue(thrower, out var site))
            thrown.Uncreate(site);

        thrown.ForgetUnheld();
        foreach (var handler in handlers)
            reach(PendingFinally.Enter(handler.Finallies, handler.Block, node.Pending), thrown);
    }
}
