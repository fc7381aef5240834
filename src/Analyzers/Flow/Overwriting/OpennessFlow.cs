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
    private readonly CapturedValues _captured;
    private readonly List<IInvocationOperation> _openCalls = [];
    private readonly bool?[] _open;
    private bool _isRecording;
    private readonly Queue<int> _pending = new();

    public OpennessFlow(ISymbol member, ControlFlowGraph graph, IOperation block, EntryStates entries, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _member = member;
        _graph = graph;
        _captured = new CapturedValues(graph);
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

    /// <summary>The assignments of the member that find it open on some path, in the order of the source.</summary>
    public List<ISimpleAssignmentOperation> OpenAssignments { get; } = [];

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

    public void Run(bool isOpenAtStart = true)
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

        OpenAssignments.RemoveAll(assignment => StateGuards.Decide(_graph, assignment, _member, _scope.Types));
    }

    private bool ReadUses(IOperation block)
    {
        var uses = new MemberUses(_scope, _cancellationToken);
        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            if (!MemberReferences.Is(operation, _member))
                continue;

            if (operation.Parent is IAssignmentOperation assignment && assignment.Target == operation)
                continue;

            if (operation.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
                _readers.Add(declarator.Symbol);

            if (!uses.ClosesOrHandsOn(operation, block))
                continue;

            if (IsWithinFunction(operation, block))
                return false;

            _closing.Add(operation.Syntax);
        }

        return true;
    }

    private static bool IsWithinFunction(IOperation operation, IOperation block)
    {
        for (var outer = operation.Parent; outer is not null && outer != block; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
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
        foreach (var operation in block.Operations)
            isOpen = After(operation, isOpen);

        if (block.BranchValue is { } value)
            isOpen = After(value, isOpen);

        foreach (var handler in FlowRegions.HandlersOf(block))
            Reach(handler.Block, isOpen);

        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            Take(block.FallThroughSuccessor, isOpen);
            return;
        }

        var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Take(block.ConditionalSuccessor, isOpen && !SaysNull(condition, jumpsWhen));
        Take(block.FallThroughSuccessor, isOpen && !SaysNull(condition, !jumpsWhen));
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
                case ISimpleAssignmentOperation assignment when MemberReferences.Is(_captured.Of(assignment.Target), _member):
                    if (_isRecording && isOpen)
                        OpenAssignments.Add(assignment);

                    isOpen = assignment.Value.ConstantValue is not { HasValue: true, Value: null };
                    break;
                case IAssignmentOperation other when MemberReferences.Is(_captured.Of(other.Target), _member):
                    isOpen = false;
                    break;
                case IInvocationOperation call when NeverReturns.Is(call.TargetMethod, _scope.Types):
                    isOpen = false;
                    break;
                case IInvocationOperation call:
                    if (_isRecording && isOpen)
                        _openCalls.Add(call);

                    isOpen &= !_entries.MayChange(call);
                    break;
                case IPropertyReferenceOperation property:
                    isOpen &= !_closing.Contains(operation.Syntax) && !_entries.MayChange(property);
                    break;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Parent: IArgumentOperation or IConversionOperation { Parent: IArgumentOperation } }:
                    // Who has got the object may do anything with it.
                    isOpen = false;
                    break;
                default:
                    isOpen &= !_closing.Contains(operation.Syntax) || operation is not IMemberReferenceOperation;
                    break;
            }
        }

        return isOpen;
    }
}
