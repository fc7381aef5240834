using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>
/// Follows one member of an object through one graph: at which points may it hold an open value? Whatever may close or
/// take the value, or tells that there is none, ends that; so does a condition about the state of the object, which may
/// say the same in other words.
/// </summary>
internal sealed class OpennessFlow
{
    private readonly ISymbol _member;
    private readonly ControlFlowGraph _graph;
    private readonly EntryStates _entries;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<SyntaxNode> _closing = [];
    private readonly HashSet<ISymbol> _readers = new(SymbolEqualityComparer.Default);
    private readonly IMethodSymbol? _function;
    private readonly CapturedValues _captured;
    private readonly MemberStores _stores;
    private readonly List<IInvocationOperation> _openCalls = [];
    private readonly bool?[] _open;
    private bool _isRecording;
    private bool? _openAtThrow;
    private readonly Queue<int> _pending = new();

    public OpennessFlow(ISymbol member, ControlFlowGraph graph, IOperation block, EntryStates entries, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _member = member;
        _graph = graph;
        _function = FunctionAround(graph.OriginalOperation);
        _captured = new CapturedValues(graph);
        _stores = new MemberStores(_captured, scope, cancellationToken);
        _entries = entries;
        _scope = scope;
        _cancellationToken = cancellationToken;
        _open = new bool?[graph.Blocks.Length];
        MayMatter = ReadUses(block);
    }

    /// <summary>False when a function within the body may close the member at any time.</summary>
    public bool MayMatter { get; }

    /// <summary>No local of the body takes the value, which it may go on using.</summary>
    public bool IsOnlyClosed => _readers.Count == 0;

    /// <summary>The places that give the member another value and find it open on some path, in the order of the source.</summary>
    public List<MemberStore> OpenStores { get; } = [];

    /// <summary>True when the member is open on some path where the body ends normally.</summary>
    public bool IsOpenAtExit => _open[_open.Length - 1] == true;

    /// <summary>True for a call that finds the member open.</summary>
    public bool IsOpenAt(SyntaxNode call)
    {
        foreach (var open in _openCalls)
        {
            if (open.Syntax == call)
                return !StateGuards.Decide(_graph, open, _member, _scope.Types);
        }

        return false;
    }

    public OpennessFlow Run(bool isOpenAtStart)
    {
        Reach(0, isOpenAtStart);
        while (_pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Follow(_graph.Blocks[_pending.Dequeue()]);
        }

        _isRecording = true;
        foreach (var block in _graph.Blocks)
        {
            if (_open[block.Ordinal] is not null)
                Follow(block);
        }

        OpenStores.RemoveAll(store => StateGuards.Decide(_graph, store.Target, _member, _scope.Types));
        return this;
    }

    private bool ReadUses(IOperation block)
    {
        var uses = new MemberUses(_scope, _cancellationToken);
        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            if (!MemberReferences.Is(operation, _member))
                continue;

            if ((operation.Parent is IAssignmentOperation assignment && assignment.Target == operation) || IsStoredTo(operation))
                continue;

            if (operation.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
                _readers.Add(declarator.Symbol);

            if (!uses.ClosesOrHandsOn(operation, block))
                continue;

            var function = FunctionAround(operation);
            if (function is not null && !SymbolEqualityComparer.Default.Equals(function, _function))
                return false;

            _closing.Add(operation.Syntax);
        }

        return true;
    }

    private bool IsStoredTo(IOperation reference)
    {
        return reference.Parent is IArgumentOperation argument && _stores.TryRead(argument) is not null;
    }

    private static IMethodSymbol? FunctionAround(IOperation operation)
    {
        for (var outer = operation; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return null;
    }

    private void Reach(int block, bool isOpen)
    {
        if (_open[block] is { } known && (known || !isOpen))
            return;

        _open[block] = isOpen;
        _pending.Enqueue(block);
    }

    private void Follow(BasicBlock block)
    {
        var isOpen = _open[block.Ordinal] == true;
        _openAtThrow = null;
        foreach (var operation in block.Operations)
            isOpen = After(operation, isOpen);

        if (block.BranchValue is { } value)
            isOpen = After(value, isOpen);

        if (block.FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            MayThrow(isOpen);

        ReachHandlers(block);

        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            Take(block.FallThroughSuccessor, isOpen);
            return;
        }

        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Take(block.ConditionalSuccessor, isOpen && !SaysNull(condition, jumpsWhen));
        Take(block.FallThroughSuccessor, isOpen && !SaysNull(condition, !jumpsWhen));
    }

    /// <summary>A handler gets what is there where an exception can come from; a close that throws counts as one.</summary>
    private void ReachHandlers(BasicBlock block)
    {
        if (_openAtThrow is not { } isOpen)
            return;

        foreach (var handler in FlowRegions.HandlersOf(block))
            Reach(handler.Block, isOpen);
    }

    private void MayThrow(bool isOpen)
    {
        _openAtThrow = _openAtThrow == true || isOpen;
    }

    private void Take(ControlFlowBranch? branch, bool isOpen)
    {
        if (branch is null)
            return;

        foreach (var region in branch.FinallyRegions)
            Reach(region.FirstBlockOrdinal, isOpen);

        // What a finally block does lies between; it is walked on its own, and what it closes is closed here as well.
        if (branch.Destination is { } destination)
            Reach(destination.Ordinal, isOpen && !ClosesIn(branch));
    }

    private bool ClosesIn(ControlFlowBranch branch)
    {
        var isRecording = _isRecording;
        _isRecording = false;
        var closes = ClosesAnywhereIn(branch);
        _isRecording = isRecording;
        return closes;
    }

    private bool ClosesAnywhereIn(ControlFlowBranch branch)
    {
        foreach (var region in branch.FinallyRegions)
        {
            for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
            {
                foreach (var operation in _graph.Blocks[ordinal].Operations)
                {
                    if (!After(operation, isOpen: true))
                        return true;
                }
            }
        }

        return false;
    }

    private bool SaysNull(IOperation condition, bool outcome)
    {
        var told = BranchFacts.Of(condition, outcome);
        if (told.Operand is not { } operand || told.Fact is not (Fact.Null or Fact.OtherType))
            return false;

        var tested = _captured.Of(operand);
        return MemberReferences.Is(tested, _member) || (tested is ILocalReferenceOperation local && _readers.Contains(local.Local));
    }

    private bool After(IOperation root, bool isOpen)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(root))
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation assignment when _stores.TryRead(assignment) is { } store && IsOfMember(store):
                    isOpen = AfterStore(store, isOpen);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.SetMethod: { } setter } property } when !MemberReferences.Is(property, _member):
                    isOpen = (isOpen && !_entries.Changes.MayChange(property)) || IsOpenAfterSetting(property, setter);
                    break;
                case IAssignmentOperation other when MemberReferences.Is(_captured.Of(other.Target), _member):
                    isOpen = false;
                    break;
                case IInvocationOperation call when NeverReturns.Is(call.TargetMethod, _scope.Types):
                    isOpen = false;
                    break;
                case IInvocationOperation call:
                    isOpen = AfterCall(call, isOpen);
                    break;
                case IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation parent } when parent.Target == operation:
                    break;
                case IPropertyReferenceOperation property:
                    isOpen &= !_closing.Contains(operation.Syntax) && !_entries.Changes.MayChange(property);
                    break;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Parent: IArgumentOperation or IConversionOperation { Parent: IArgumentOperation } }:
                    // Who has got the object may do anything with it.
                    isOpen = false;
                    break;
                case IThrowOperation or IObjectCreationOperation or IAwaitOperation:
                    MayThrow(isOpen);
                    break;
                default:
                    isOpen &= !_closing.Contains(operation.Syntax) || operation is not IMemberReferenceOperation;
                    break;
            }
        }

        return isOpen;
    }

    private bool AfterCall(IInvocationOperation call, bool isOpen)
    {
        if (_isRecording && isOpen)
            _openCalls.Add(call);

        isOpen &= !_entries.Changes.MayChange(call) && !AsksForState(call);
        MayThrow(isOpen);
        isOpen |= _entries.IsOpenAfter(call);
        foreach (var argument in call.Arguments)
        {
            if (_stores.TryRead(argument) is { } store && IsOfMember(store))
                isOpen = AfterStore(store, isOpen);
        }

        return isOpen;
    }

    /// <summary><c>Debug.Assert(_http == null)</c>: what is given a condition about the object goes on when it holds.</summary>
    private static bool AsksForState(IInvocationOperation call)
    {
        if (!call.TargetMethod.ReturnsVoid)
            return false;

        foreach (var argument in call.Arguments)
        {
            if (argument.Value is IBinaryOperation or IUnaryOperation or IIsPatternOperation or IIsNullOperation && MemberReferences.AsksState(argument.Value))
                return true;
        }

        return false;
    }

    private bool AfterStore(MemberStore store, bool isOpen)
    {
        var isLost = isOpen && (store.Form != StoreForm.Setter || (SetterOf(store.Target) is { } setter && _entries.IsLostBy(setter)));
        if (_isRecording && isLost)
            OpenStores.Add(store);

        return store.Value.ConstantValue is not { HasValue: true, Value: null };
    }

    private IMethodSymbol? SetterOf(IOperation target)
    {
        return (_captured.Of(target) as IPropertyReferenceOperation)?.Property.SetMethod;
    }

    private bool IsOpenAfterSetting(IPropertyReferenceOperation property, IMethodSymbol setter)
    {
        return property.Instance is IInstanceReferenceOperation && !property.Property.IsAutomatic() && _entries.IsOpenAfter(setter);
    }

    private bool IsOfMember(MemberStore store)
    {
        return SymbolEqualityComparer.Default.Equals(store.Member, _member);
    }
}
