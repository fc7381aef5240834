using Lifecycle.Analyzers.Flow.Overwriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>What single operations do to the values that a graph closes, and what is wrong with them.</summary>
internal sealed class AfterCloseTransfer
{
    private const int MaximumReturns = 64;

    private readonly ClosedValues _values;
    private readonly CapturedValues _captured;
    private readonly AnalysisScope _scope;
    private readonly LateUses _needs;
    private readonly List<LateUse> _uses;
    private readonly List<RepeatedClose> _closes;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, MemberChanges> _members = new(SymbolEqualityComparer.Default);
    private readonly List<(IOperation Operation, ulong Value, LateUseKind Kind)> _returns = [];
    private readonly HashSet<SyntaxNode> _told = [];

    public AfterCloseTransfer(ClosedValues values, CapturedValues captured, AnalysisScope scope, List<LateUse> uses, List<RepeatedClose> closes, CancellationToken cancellationToken)
    {
        _values = values;
        _captured = captured;
        _scope = scope;
        _uses = uses;
        _closes = closes;
        _cancellationToken = cancellationToken;
        _needs = new LateUses(scope, cancellationToken);
    }

    /// <summary>States are final, and what is seen is the result.</summary>
    public bool IsRecording { get; set; }

    public AfterCloseState After(IOperation root, BasicBlock block, AfterCloseState state)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(root))
            state = Evaluate(operation, block, state);

        return state;
    }

    /// <summary>The value, or an iterator over it, is on its way to the caller; the finally blocks come first.</summary>
    public AfterCloseState Return(IOperation value, AfterCloseState state)
    {
        var plain = _captured.Of(value);
        if (_values.MaskOf(plain) is not 0 and var mask)
            return OnTheWay(value, mask, LateUseKind.Returned, state);

        if (plain is not IInvocationOperation call)
            return state;

        foreach (var argument in call.Arguments)
        {
            if (_values.MaskOf(argument.Value) is not 0 and var given && _needs.Defers(argument))
                return OnTheWay(value, given, LateUseKind.Deferred, state);
        }

        return state;
    }

    /// <summary>The body ends normally.</summary>
    public void Leave(AfterCloseState state)
    {
        if (!IsRecording || state.Returned == 0)
            return;

        for (var index = 0; index < _returns.Count; index++)
        {
            var (operation, value, kind) = _returns[index];
            if ((state.Returned & (1UL << index)) != 0 && state.IsClosed(value))
                Tell(value, kind, operation.Syntax);
        }
    }

    private AfterCloseState OnTheWay(IOperation operation, ulong value, LateUseKind kind, AfterCloseState state)
    {
        var index = _returns.FindIndex(known => known.Operation == operation);
        if (index < 0)
        {
            if (_returns.Count == MaximumReturns)
                return state;

            index = _returns.Count;
            _returns.Add((operation, value, kind));
        }

        return state with { Returned = state.Returned | (1UL << index) };
    }

    private AfterCloseState Evaluate(IOperation operation, BasicBlock block, AfterCloseState state)
    {
        switch (operation)
        {
            case IInvocationOperation call when _values.TryGetClose(call, out var closed, out var byHand):
                return Close(call, closed, byHand, block, state);

            case IInvocationOperation call:
                if (call.Instance is { } receiver)
                    state = Use(_values.MaskOf(receiver), state, LateUseKind.Used, call, block);

                return Change(call, state);

            case IPropertyReferenceOperation property:
                state = Use(_values.MaskOf(property.Instance), state, LateUseKind.Used, property, block);
                return ForgetMembers(state, changes => changes.MayChange(property));

            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return state.Forget(_values.MaskOf(argument.Value));

            case IArgumentOperation argument:
                return Use(_values.MaskOf(argument.Value), state, LateUseKind.PassedOn, argument, block);

            case IDeconstructionAssignmentOperation deconstruction:
                return Forget(deconstruction.Target, state);

            case IAssignmentOperation assignment:
                return state.Forget(_values.MaskOf(assignment.Target));

            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                return state.Forget(_values.MaskOf(declared));

            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                return state.Forget(_values.MaskOf(declared));

            // Others run meanwhile, and who has got the object may do anything with it.
            case IAwaitOperation or { Kind: OperationKind.YieldReturn }:
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Parent: IArgumentOperation or IConversionOperation { Parent: IArgumentOperation } }:
                return state.Forget(_values.Members);

            default:
                return state;
        }
    }

    private AfterCloseState Forget(IOperation target, AfterCloseState state)
    {
        foreach (var part in OperationOrder.ChildrenFirst(target))
            state = state.Forget(_values.MaskOf(part));

        return state;
    }

    private AfterCloseState Change(IInvocationOperation call, AfterCloseState state)
    {
        // A handler or callback may be a method of this object.
        return call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            ? state.Forget(_values.Members)
            : ForgetMembers(state, changes => changes.MayChange(call));
    }

    private AfterCloseState ForgetMembers(AfterCloseState state, Func<MemberChanges, bool> mayChange)
    {
        if ((state.Must & state.May & _values.Members) == 0)
            return state;

        foreach (var member in _values.MembersOf(state.Must & state.May))
        {
            if (!_members.TryGetValue(member, out var changes))
                _members.Add(member, changes = new MemberChanges(member, _scope, _cancellationToken));

            if (mayChange(changes))
                state = state.Forget(_values.MaskOf(member));
        }

        return state;
    }

    private AfterCloseState Use(ulong value, AfterCloseState state, LateUseKind kind, IOperation operation, BasicBlock block)
    {
        if (value == 0 || !state.IsClosed(value))
            return state;

        var needs = operation switch
        {
            IInvocationOperation call => _needs.NeedsReceiver(call),
            IPropertyReferenceOperation property => _needs.NeedsReceiver(property),
            IArgumentOperation argument => _needs.NeedsArgument(argument),
            _ => false,
        };
        if (!needs)
            return state;

        // The first use says it all.
        if (IsRecording && (state.Used & value) == 0 && !ExpectsClosed(block))
            Tell(value, kind, ClosedValues.PlaceOf(operation.Syntax));

        return state with { Used = state.Used | value };
    }

    private AfterCloseState Close(IInvocationOperation call, ulong value, ulong byHand, BasicBlock block, AfterCloseState state)
    {
        if (IsRecording && state.IsClosed(value))
        {
            if (byHand == 0)
                TellBeforeScopeEnd(value, state);
            else if (FlowRegions.InnermostFinally(block) is null && _told.Add(ClosedValues.PlaceOf(call.Syntax)))
                _closes.Add(new RepeatedClose(_values.ValueOf(value), IsBeforeScopeEnd: false, ClosedValues.PlaceOf(call.Syntax)));
        }

        var others = _values.ByHandOf(value);
        return state.Close(value) with { ByHand = byHand == 0 ? state.ByHand : (state.ByHand & ~others) | byHand };
    }

    private void TellBeforeScopeEnd(ulong value, AfterCloseState state)
    {
        var candidates = state.ByHand & _values.ByHandOf(value);
        for (var index = 0; candidates >> index != 0; index++)
        {
            if ((candidates & (1UL << index)) == 0)
                continue;

            var place = _values.CloseByHand(index);
            if (!EarlyCloses.AreFollowedByWork(_values.ValueOf(value), place, _values.Root, _scope) && _told.Add(place))
                _closes.Add(new RepeatedClose(_values.ValueOf(value), IsBeforeScopeEnd: true, place));

            if (index == 63)
                break;
        }
    }

    private void Tell(ulong value, LateUseKind kind, SyntaxNode place)
    {
        if (_told.Add(place))
            _uses.Add(new LateUse(_values.ValueOf(value), kind, place));
    }

    /// <summary>Within a try that catches the exception of a closed object, a use is there to find out.</summary>
    private bool ExpectsClosed(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } guarded)
                continue;

            foreach (var nested in guarded.NestedRegions)
            {
                if (nested.ExceptionType is { } caught && SymbolEqualityComparer.Default.Equals(caught, _scope.Types.ObjectDisposedException))
                    return true;
            }
        }

        return false;
    }
}
