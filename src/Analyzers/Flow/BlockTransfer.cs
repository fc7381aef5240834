using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What single operations do to the state: they create, hold, use, close and hand on.</summary>
internal sealed class BlockTransfer
{
    private readonly AnalysisScope _scope;
    private readonly InferenceStack _stack;
    private readonly Dictionary<IOperation, Obligation> _sites;
    private readonly Obligation[] _obligations;
    private readonly Obligation[] _parameters;
    private readonly ulong _created;
    private readonly CapturedVariables _captured;
    private readonly CancellationToken _cancellationToken;
    private readonly LocalDelegates _delegates;
    private readonly ValueTracker _values;
    private readonly Dictionary<int, ReturnedValues> _outs = [];
    private bool _isRecording;

    public BlockTransfer(
        AnalysisScope scope,
        InferenceStack stack,
        Dictionary<IOperation, Obligation> sites,
        IEnumerable<Obligation> parameters,
        CapturedVariables captured,
        LocalDelegates delegates,
        CancellationToken cancellationToken)
    {
        _scope = scope;
        _stack = stack;
        _sites = sites;
        _obligations = [.. sites.Values];
        _parameters = [.. parameters];
        foreach (var obligation in _obligations)
            _created |= obligation.Mask;

        _captured = captured;
        _delegates = delegates;
        _cancellationToken = cancellationToken;
        _values = new ValueTracker(scope, stack, sites, captured, cancellationToken);
    }

    public ReturnedValues Returns { get; } = new();

    public HashSet<Obligation> LostInLoop { get; } = [];

    /// <summary>The <c>out</c> parameters to which every assignment gives a fresh resource or null, one bit each.</summary>
    public ulong FreshOuts
    {
        get
        {
            var fresh = 0UL;
            foreach (var pair in _outs)
                fresh |= pair.Value.AreFresh ? 1UL << pair.Key : 0;

            return fresh;
        }
    }

    /// <summary>Reads off the graph, before it is walked, what does not depend on the way through it.</summary>
    public void Prepare(IOperation operation)
    {
        _values.Prepare(operation);
    }

    /// <summary>From here on states are final, and what is seen is the result.</summary>
    public void BeginRecording()
    {
        _isRecording = true;
    }

    public void Evaluate(IOperation operation, FlowState state)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                Call(invocation, state);
                break;
            case IObjectCreationOperation creation:
                Construct(creation, state);
                return;
            case ISimpleAssignmentOperation assignment:
                Assign(assignment.Target, assignment.Value, state);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction, state);
                break;
            case ITupleOperation { Parent: IDeconstructionAssignmentOperation or ITupleOperation } or IDeclarationExpressionOperation:
                break;
            case IEventAssignmentOperation subscription:
                state.Discharge(_values.Of(subscription.HandlerValue, state), ObligationState.HandedOn);
                break;
            case IFlowCaptureOperation capture:
                state.Assign(new AliasKey(capture.Id), _values.Of(capture.Value, state));
                break;
            case IIsPatternOperation isPattern:
                Bind(isPattern, state);
                break;
            case IExpressionStatementOperation statement:
                Drop(_values.Of(statement.Operation, state), DropReason.Discarded, null, state);
                break;
            case IMemberReferenceOperation { Instance: { } instance } reference and not IMethodReferenceOperation:
                Drop(_values.Of(instance, state), DropReason.UsedInPassing, reference.Member, state);
                break;
            case IConversionOperation { OperatorMethod: null } or IArgumentOperation or IAwaitOperation or IIsNullOperation or IIsTypeOperation
                or IBinaryOperation { OperatorMethod: null or { DeclaringSyntaxReferences.IsEmpty: true } } or IUnaryOperation { OperatorMethod: null }
                or IInterpolationOperation or INameOfOperation or IFlowCaptureReferenceOperation or IDelegateCreationOperation or IMethodReferenceOperation:
                break;
            default:
                HandOnChildren(operation, state);
                break;
        }

        // What an out argument gets is made when the call is done.
        if (operation is not IArgumentOperation && _sites.TryGetValue(operation, out var site))
            Create(site, state);
    }

    /// <summary>The body returns the value.</summary>
    public void Return(IOperation value, FlowState state)
    {
        var aliases = _values.Of(value, state);
        if (_isRecording && aliases != Aliases.Null)
            Returns.Add(IsFresh(aliases, state), TypeOf(aliases), IsStillOpen(aliases, state) ? _values.ParameterOf(value, aliases) : MethodContract.None);

        state.Discharge(aliases, ObligationState.HandedOn);
    }

    /// <summary>Refines the state by the outcome of a condition; false when that outcome cannot be.</summary>
    public bool Assume(IOperation condition, bool outcome, FlowState state)
    {
        var told = BranchFacts.Of(condition, outcome);
        if (told.Operand is not { } operand)
            return true;

        // if (TryMake(out var c)): there is nothing where it says no.
        if (told.Fact == Fact.False && operand is IInvocationOperation call)
        {
            foreach (var argument in call.Arguments)
            {
                if (_sites.TryGetValue(argument, out var site))
                    state.RefineNull(Aliases.Certain(site.Mask));
            }
        }

        if (told.Fact is Fact.Null or Fact.OtherType)
        {
            var value = _values.Of(operand, state);
            value = told.Type is null ? value : value.Only(MaskOf(told.Type));
            state.RefineNull(value);
            state.RefineNull(Aliases.Certain(MadeOver(value)));
        }

        if (told.Fact == Fact.OtherType || _values.SymbolOf(operand) is not { } symbol)
            return true;

        if (!state.Learn(symbol, told.Fact))
            return false;

        // A flag that was set from a null test tells of what was tested: var owns = given is null;
        return told.Fact is not (Fact.True or Fact.False)
            || _values.NullTestOf(symbol) is not { } test
            || state.Learn(test.Symbol, test.FactWhen(told.Fact == Fact.True));
    }

    /// <summary>A value that a field has got as well, or that comes from elsewhere on one path, is not the caller's alone.</summary>
    private bool IsFresh(Aliases aliases, FlowState state)
    {
        var fresh = 0UL;
        foreach (var obligation in _obligations)
        {
            if ((state.Of(obligation) & ~ObligationState.NotCreated) == ObligationState.Open)
                fresh |= obligation.Mask;
        }

        return aliases.IsNothingElse && (aliases.May & ~fresh) == 0;
    }

    private ITypeSymbol? TypeOf(Aliases value)
    {
        ITypeSymbol? type = null;
        foreach (var obligation in _obligations)
        {
            if ((value.May & obligation.Mask) == 0)
                continue;

            if (type is not null && !SymbolEqualityComparer.Default.Equals(type, obligation.Type))
                return null;

            type = obligation.Type;
        }

        return type;
    }

    /// <summary>What somebody else has got before does not come back as the caller's own: <c>_all.Add(x); return x;</c></summary>
    private bool IsStillOpen(Aliases aliases, FlowState state)
    {
        foreach (var obligation in _parameters)
        {
            if ((aliases.May & obligation.Mask) != 0 && (state.Of(obligation) & ~ObligationState.NotCreated) != ObligationState.Open)
                return false;
        }

        return true;
    }

    /// <summary>The resources that are of the type for certain.</summary>
    private ulong MaskOf(ITypeSymbol type)
    {
        var mask = 0UL;
        foreach (var obligation in _obligations)
        {
            if (obligation.Type.IsAssignableTo(type))
                mask |= obligation.Mask;
        }

        return mask;
    }

    private void Create(Obligation site, FlowState state)
    {
        if (_isRecording && (state.Of(site) & ObligationState.Open) != 0)
            LostInLoop.Add(site);

        state.Create(site);
    }

    private void Call(IInvocationOperation call, FlowState state)
    {
        if (call.Instance is { } instance && _values.Of(instance, state) is { IsEmpty: false } receiver)
        {
            if (CloseCalls.IsClose(call.TargetMethod))
                Close(receiver, state);
            else if (ReceiverFateOf(call) is var fate and not ArgumentFate.Used)
                state.Discharge(receiver, fate == ArgumentFate.Closed ? ObligationState.Closed : ObligationState.Unknown);
            else
                Drop(receiver, DropReason.UsedInPassing, call.TargetMethod, state);
        }

        var target = _delegates.TargetOf(call) ?? call.TargetMethod;
        foreach (var argument in call.Arguments)
            Give(argument, target, call.Arguments, state);
    }

    private ArgumentFate ReceiverFateOf(IInvocationOperation call)
    {
        return _scope.Contracts.Of(call.TargetMethod, _stack, _cancellationToken).ReceiverFate;
    }

    /// <summary>With a handler closes the client that was made over it.</summary>
    private void Close(Aliases value, FlowState state)
    {
        state.Discharge(value, ObligationState.Closed);
        state.Discharge(Aliases.Certain(MadeOver(value)), ObligationState.Closed);
    }

    /// <summary>The clients that were made over the value.</summary>
    private ulong MadeOver(Aliases value)
    {
        var mask = 0UL;
        foreach (var obligation in _obligations)
        {
            if ((obligation.Over & value.Must) != 0)
                mask |= obligation.Mask;
        }

        return mask;
    }

    private void Construct(IObjectCreationOperation creation, FlowState state)
    {
        var isOwner = _sites.TryGetValue(creation, out var site);
        _values.BeginCarrying(creation);
        foreach (var argument in creation.Arguments)
        {
            isOwner = isOwner && site is not null && IsMakers(argument, creation, site, state);

            if (creation.Constructor is { } constructor)
                Give(argument, constructor, creation.Arguments, state);
        }

        if (isOwner && site is not null)
            Create(site, state);
    }

    private bool IsMakers(IArgumentOperation argument, IObjectCreationOperation creation, Obligation site, FlowState state)
    {
        var given = _scope.Resources.Of(argument.Parameter?.Type);
        if (given == ResourceKind.None || creation.Constructor is not { } constructor || argument.Value.ConstantValue is { HasValue: true, Value: null })
            return true;

        var value = _values.Of(argument.Value, state);
        var fate = _scope.Contracts.FateOf(argument, constructor, creation.Arguments, _stack, _cancellationToken);
        if (value.May != 0 && fate == ArgumentFate.Kept)
            site.MadeOver(value);

        return WrapperOwnership.IsMakers(site.Kind, given, value.May != 0, fate);
    }

    private void Give(IArgumentOperation argument, IMethodSymbol method, ImmutableArray<IArgumentOperation> all, FlowState state)
    {
        var value = _values.Of(argument.Value, state);
        if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out })
        {
            state.Discharge(value, ObligationState.Unknown);
            GetOut(argument, method, state);
            return;
        }

        if (value.IsEmpty || IsGivenBack(argument, method))
            return;

        switch (_scope.Contracts.FateOf(argument, method, all, _stack, _cancellationToken))
        {
            case ArgumentFate.Closed:
                Close(value, state);
                break;
            case ArgumentFate.Retained:
                Retain(argument, value, method, state);
                break;
            case ArgumentFate.Kept:
                state.Discharge(value, ObligationState.HandedOn);
                break;
            case ArgumentFate.Used:
                Drop(value, DropReason.PassedToUser, method, state);
                break;
            default:
                state.Discharge(value, ObligationState.Unknown);
                break;
        }
    }

    /// <summary>A method that tells by its result whether it made the value is followed where that result decides a branch.</summary>
    private void GetOut(IArgumentOperation argument, IMethodSymbol method, FlowState state)
    {
        var holder = _values.SymbolOf(argument.Value);
        var isDecided = method.ReturnType.SpecialType != SpecialType.System_Boolean || argument.Parent?.Parent is null or IUnaryOperation { Parent: null };
        if (!isDecided || !_sites.TryGetValue(argument, out var site))
        {
            if (holder is not null)
                state.Assign(new AliasKey(holder), default);
        }
        else if (holder is not null)
        {
            Create(site, state);
            Hold(holder, Aliases.Certain(site.Mask), argument.Value, state);
        }
        else if (argument.Value is IDiscardOperation)
        {
            Create(site, state);
            Drop(Aliases.Certain(site.Mask), DropReason.Discarded, null, state);
        }
    }

    /// <summary>A new object that holds on to the value takes it along wherever it goes.</summary>
    private void Retain(IArgumentOperation argument, Aliases value, IMethodSymbol method, FlowState state)
    {
        switch (argument.Parent)
        {
            case IObjectCreationOperation holder:
                Drop(value, DropReason.PassedToHolder, method.ContainingType, state);
                _values.Carry(holder, value);
                break;
            case IInvocationOperation { Instance: IInstanceReferenceOperation }:
                state.Discharge(value, ObligationState.Retained);
                break;
            default:
                state.Discharge(value, ObligationState.HandedOn);
                break;
        }
    }

    /// <summary>What comes back as the result is followed there.</summary>
    private bool IsGivenBack(IArgumentOperation argument, IMethodSymbol method)
    {
        return argument.Parameter is { } parameter && _scope.Contracts.OfArgument(parameter, method, _stack, _cancellationToken).Returned == parameter.Ordinal;
    }

    private void Assign(IOperation assigned, IOperation source, FlowState state)
    {
        var value = _values.Of(source, state);
        switch (assigned)
        {
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, source, state);
                break;
            case IDiscardOperation:
                Drop(value, DropReason.Discarded, null, state);
                break;
            case ILocalReferenceOperation { Local: { IsRef: false } local } target:
                Hold(local, value, target, state);
                break;
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } target:
                Hold(parameter, value, target, state);
                break;
            case IFlowCaptureReferenceOperation capture:
                state.Assign(new AliasKey(capture.Id), value);
                state.Discharge(value, ObligationState.Unknown);
                break;
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out, Ordinal: < MethodContract.MaximumOuts } parameter }:
                GiveOut(parameter, value, state);
                break;
            default:
                state.Discharge(value, IsKeptOpen(assigned, value) ? ObligationState.Retained : ObligationState.HandedOn);
                break;
        }
    }

    private void GiveOut(IParameterSymbol parameter, Aliases value, FlowState state)
    {
        if (_isRecording && value != Aliases.Null)
        {
            if (!_outs.TryGetValue(parameter.Ordinal, out var given))
                _outs.Add(parameter.Ordinal, given = new ReturnedValues());

            given.Add(IsFresh(value, state), TypeOf(value), MethodContract.None);
        }

        state.Discharge(value, ObligationState.HandedOn);
    }

    /// <summary><c>(a, b) = (x, y)</c> assigns element by element. What another tuple holds is not followed.</summary>
    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction, FlowState state)
    {
        var pending = new Stack<(IOperation Target, IOperation Value)>();
        pending.Push((deconstruction.Target, deconstruction.Value));
        while (pending.Count > 0)
        {
            var (target, value) = pending.Pop();
            while (value is IConversionOperation { OperatorMethod: null, Operand: ITupleOperation or IConversionOperation } conversion)
                value = conversion.Operand;

            if (target is IDeclarationExpressionOperation { Expression: ITupleOperation declared })
                target = declared;

            if (target is not ITupleOperation targets)
            {
                Assign(target, value, state);
            }
            else if (value is ITupleOperation values && values.Elements.Length == targets.Elements.Length)
            {
                for (var index = targets.Elements.Length - 1; index >= 0; index--)
                    pending.Push((targets.Elements[index], values.Elements[index]));
            }
            else
            {
                state.Discharge(_values.Of(value, state), ObligationState.Unknown);
            }
        }
    }

    /// <summary>Asked for what callers give: what the type makes itself is its own to close, in whatever member it lies.</summary>
    private bool IsKeptOpen(IOperation target, Aliases value)
    {
        return (value.May & ~_created) != 0
            && target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } member
            && _scope.KeptOpen.Is(member.Member, _cancellationToken);
    }

    private void Hold(ISymbol holder, Aliases value, IOperation target, FlowState state)
    {
        state.Assign(new AliasKey(holder), value);
        foreach (var obligation in _obligations)
        {
            if ((value.Must & obligation.Mask) != 0)
                obligation.HeldBy(holder, target.Syntax);
        }

        if (value.IsEmpty)
            return;

        _values.Hold(holder, value);
        if (_captured.MayChange(holder))
            state.Discharge(value, ObligationState.Unknown);
    }

    private void Bind(IIsPatternOperation isPattern, FlowState state)
    {
        var declared = isPattern.Pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        var value = _values.Of(isPattern.Value, state);
        if (declared is not null)
            Hold(declared, value, isPattern.Pattern, state);
    }

    private void Drop(Aliases value, DropReason reason, ISymbol? member, FlowState state)
    {
        if (!_isRecording || value.IsEmpty)
            return;

        foreach (var obligation in _obligations)
        {
            if ((value.Must & obligation.Mask) != 0 && (state.Of(obligation) & ObligationState.Open) != 0)
                obligation.DroppedBy(reason, member);
        }
    }

    private void HandOnChildren(IOperation operation, FlowState state)
    {
        foreach (var child in operation.ChildOperations)
            state.Discharge(_values.Of(child, state), ObligationState.Unknown);
    }
}
