using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What a call does to the object that it is called on and to its arguments, by its contract.</summary>
internal sealed class CallTransfer
{
    private readonly AnalysisScope _scope;
    private readonly InferenceStack _stack;
    private readonly LocalDelegates _delegates;
    private readonly ValueEffects _effects;
    private readonly ValueTracker _values;
    private readonly CancellationToken _cancellationToken;
    private readonly OutValues _outs;
    private readonly PoolLookups _lookups;

    public CallTransfer(AnalysisScope scope, InferenceStack stack, LocalDelegates delegates, ValueEffects effects, ValueTracker values, OutValues outs, CancellationToken cancellationToken)
    {
        _scope = scope;
        _stack = stack;
        _delegates = delegates;
        _effects = effects;
        _values = values;
        _outs = outs;
        _cancellationToken = cancellationToken;
        _lookups = new PoolLookups(scope.Types);
    }

    public void Call(IInvocationOperation call, FlowState state)
    {
        _values.BeginCarrying(call);
        if (call.Instance is { } instance && _values.Of(instance, state) is { IsEmpty: false } receiver)
        {
            if (CloseCalls.IsClose(call.TargetMethod) || HttpResponses.ReadsToEnd(call.TargetMethod, _scope.Types))
                _effects.Close(receiver, state);
            else
                UseReceiver(call, receiver, state);
        }

        var target = _delegates.TargetOf(call) ?? call.TargetMethod;
        foreach (var argument in call.Arguments)
            Give(argument, target, call.Arguments, state);
    }

    private void UseReceiver(IInvocationOperation call, Aliases receiver, FlowState state)
    {
        switch (ReceiverFateOf(call))
        {
            case ArgumentFate.Closed:
                state.Discharge(receiver, ObligationState.Closed);
                break;
            case ArgumentFate.Used:
                _effects.Drop(receiver, DropReason.UsedInPassing, call.TargetMethod, state);
                break;
            case ArgumentFate.Retained:
                _effects.Drop(receiver, DropReason.UsedInPassing, call.TargetMethod, state);
                CarryToResult(call, receiver);
                break;
            default:
                state.Discharge(receiver, ObligationState.Unknown);
                break;
        }
    }

    /// <summary>A reader goes with its command: who returns the one cannot close the other.</summary>
    private void CarryToResult(IInvocationOperation call, Aliases receiver)
    {
        _values.Carry(call, receiver);
        for (var outer = call.Parent; outer is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }; outer = outer.Parent)
            _values.Carry(outer, receiver);
    }

    /// <summary>Reads off the graph, before it is walked, which pools it looks a value up in.</summary>
    public void Prepare(IOperation operation)
    {
        _lookups.Prepare(operation);
    }

    /// <summary>
    /// <c>_pool.GetOrAdd(key, Create())</c> makes a value at each call and drops it at each but the first; after a look into
    /// the pool it is made when there is none. Who holds on to it can compare it with what he got.
    /// </summary>
    private void GiveToPool(IArgumentOperation argument, IMethodSymbol method, Aliases value, FlowState state)
    {
        if (_lookups.HasLookedUp(argument))
            state.Discharge(value, ObligationState.HandedOn);
        else if (_values.SymbolOf(argument.Value) is not null)
            state.Discharge(value, ObligationState.Unknown);
        else
            _effects.Drop(value, DropReason.PassedToPool, method, state);
    }

    private ArgumentFate ReceiverFateOf(IInvocationOperation call)
    {
        return _scope.Contracts.ReceiverFateOf(call.TargetMethod, _stack, _cancellationToken);
    }

    public void Construct(IObjectCreationOperation creation, FlowState state)
    {
        var isOwner = _effects.Sites.TryGetValue(creation, out var site);
        _values.BeginCarrying(creation);
        foreach (var argument in creation.Arguments)
        {
            isOwner = isOwner && site is not null && IsMakers(argument, creation, site, state);

            if (creation.Constructor is { } constructor)
                Give(argument, constructor, creation.Arguments, state);
        }

        if (isOwner && site is not null)
            _effects.Create(site, state);
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

        return WrapperOwnership.IsMakers(site.Kind, given, _effects.MayBeOpen(value, state), fate);
    }

    private void Give(IArgumentOperation argument, IMethodSymbol method, ImmutableArray<IArgumentOperation> all, FlowState state)
    {
        var value = _values.Of(argument.Value, state);
        if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out })
        {
            // An out argument is not read: what its variable held is lost. A ref argument may be closed.
            if (_values.SymbolOf(argument.Value) is not ILocalSymbol || (argument.Parameter.RefKind == RefKind.Ref && !value.IsEmpty && !ReferenceParameters.IsOnlyAssigned(argument.Parameter, method, _scope, _cancellationToken)))
                state.Discharge(value, ObligationState.Unknown);

            GetOut(argument, method, all, state);
            return;
        }

        if (value.IsEmpty || IsGivenBack(argument, method))
            return;

        // A query runs its functions later, for whoever enumerates it; what runs them at once has no hold on them afterwards.
        if (DelegateTakers.IsQuery(method, _scope.Types) && argument.Parent is IInvocationOperation query)
        {
            _values.Carry(query, value);
            return;
        }

        if (DelegateTakers.OnlyRuns(argument, method, _scope.Types))
            return;

        if (_lookups.IsValueOfPool(argument, method) && (value.May & ~value.Must) == 0)
        {
            GiveToPool(argument, method, value, state);
            return;
        }

        switch (_scope.Contracts.FateOf(argument, method, all, _stack, _cancellationToken))
        {
            case ArgumentFate.Closed:
                _effects.Close(value, state);
                break;
            case ArgumentFate.Retained:
                Retain(argument, value, method, state);
                break;
            case ArgumentFate.Kept:
                state.Discharge(value, ObligationState.HandedOn);
                break;
            case ArgumentFate.Used:
                _effects.Drop(value, DropReason.PassedToUser, method, state);
                break;
            default:
                state.Discharge(value, ObligationState.Unknown);
                break;
        }
    }

    /// <summary>A method that tells by its result whether it made the value is followed where that result decides a branch, or nobody asks for it.</summary>
    private void GetOut(IArgumentOperation argument, IMethodSymbol method, ImmutableArray<IArgumentOperation> all, FlowState state)
    {
        var isDecided = method.ReturnType.SpecialType != SpecialType.System_Boolean || argument.Parent?.Parent is null or IUnaryOperation { Parent: null } or IExpressionStatementOperation;
        if (isDecided && _effects.Sites.TryGetValue(argument, out var site))
        {
            if (argument.Value is not IDiscardOperation && _values.SymbolOf(argument.Value) is null)
                return;

            _effects.Create(site, state);
            GetOut(argument, Aliases.Certain(site.Mask), state);
            return;
        }

        GetOut(argument, GivenOut(argument, method, all, state), state);
    }

    private void GetOut(IArgumentOperation argument, Aliases value, FlowState state)
    {
        switch (_values.SymbolOf(argument.Value))
        {
            case IParameterSymbol parameter when OutValues.Is(parameter):
                _outs.Assign(parameter, value, state);
                break;
            case { } holder:
                _effects.Hold(holder, value, argument.Value, state);
                break;
            case null when argument.Value is IDiscardOperation:
                _effects.Drop(value, DropReason.Discarded, null, state);
                break;
            default:
                state.Discharge(value, ObligationState.HandedOn);
                break;
        }
    }

    /// <summary>The value of another argument that comes back in this one.</summary>
    private Aliases GivenOut(IArgumentOperation argument, IMethodSymbol method, ImmutableArray<IArgumentOperation> all, FlowState state)
    {
        if (argument.Parameter is not { } parameter || !_scope.Resources.IsFollowed(parameter.Type))
            return default;

        var given = _scope.Contracts.Of(method, _stack, _cancellationToken).GivenOut(parameter);
        foreach (var other in all)
        {
            if (given >= 0 && other.Parameter?.Ordinal == given)
                return _values.Of(other.Value, state);
        }

        return default;
    }

    /// <summary>A new object that holds on to the value takes it along wherever it goes.</summary>
    private void Retain(IArgumentOperation argument, Aliases value, IMethodSymbol method, FlowState state)
    {
        switch (argument.Parent)
        {
            case IObjectCreationOperation holder:
                _effects.Drop(value, DropReason.PassedToHolder, method.ContainingType, state);
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

    /// <summary>What comes back as the result, or in an <c>out</c> parameter, is followed there.</summary>
    private bool IsGivenBack(IArgumentOperation argument, IMethodSymbol method)
    {
        if (argument.Parameter is not { } parameter)
            return false;

        var contract = _scope.Contracts.OfArgument(parameter, method, _stack, _cancellationToken);
        return contract.Returned == parameter.Ordinal || contract.GivenOuts.Contains(parameter.Ordinal);
    }
}
