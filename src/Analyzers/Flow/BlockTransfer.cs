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
    private readonly ImmutableHashSet<ISymbol> _captured;
    private readonly CancellationToken _cancellationToken;
    private readonly ValueTracker _values;
    private bool _isRecording;

    public BlockTransfer(
        AnalysisScope scope,
        InferenceStack stack,
        Dictionary<IOperation, Obligation> sites,
        ImmutableHashSet<ISymbol> captured,
        CancellationToken cancellationToken)
    {
        _scope = scope;
        _stack = stack;
        _sites = sites;
        _obligations = [.. sites.Values];
        _captured = captured;
        _cancellationToken = cancellationToken;
        _values = new ValueTracker(scope, stack, sites, cancellationToken);
    }

    public ReturnedValues Returns { get; } = new();

    public HashSet<Obligation> LostInLoop { get; } = [];

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
                Assign(assignment, state);
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
            case IConversionOperation { OperatorMethod: null } or IArgumentOperation or IAwaitOperation or IBinaryOperation or IUnaryOperation
                or IIsNullOperation or IIsTypeOperation or IEventAssignmentOperation or IInterpolationOperation or INameOfOperation or IFlowCaptureReferenceOperation:
                break;
            default:
                HandOnChildren(operation, state);
                break;
        }

        if (_sites.TryGetValue(operation, out var site))
            Create(site, state);
    }

    /// <summary>The body returns the value.</summary>
    public void Return(IOperation value, FlowState state)
    {
        var aliases = _values.Of(value, state);
        if (_isRecording && value.ConstantValue is not { HasValue: true, Value: null })
            Returns.Add(IsFresh(aliases, state), _values.ParameterOf(value, aliases));

        state.Discharge(aliases, ObligationState.HandedOn);
    }

    /// <summary>Refines the state by the outcome of a condition; false when that outcome cannot be.</summary>
    public bool Assume(IOperation condition, bool outcome, FlowState state)
    {
        var told = BranchFacts.Of(condition, outcome);
        if (told.Operand is not { } operand)
            return true;

        if (told.Fact == Fact.Null)
            state.RefineNull(_values.Of(operand, state));

        if (_values.SymbolOf(operand) is not { } symbol)
            return true;

        if (!state.Learn(symbol, told.Fact))
            return false;

        // A flag that was set from a null test tells of what was tested: var owns = given is null;
        return told.Fact is not (Fact.True or Fact.False)
            || _values.NullTestOf(symbol) is not { } test
            || state.Learn(test.Symbol, test.FactWhen(told.Fact == Fact.True));
    }

    /// <summary>A value that a field has got as well is not the caller's alone.</summary>
    private bool IsFresh(Aliases aliases, FlowState state)
    {
        foreach (var obligation in _obligations)
        {
            if ((aliases.Must & obligation.Mask) != 0 && (state.Of(obligation) & ~ObligationState.NotCreated) == ObligationState.Open)
                return true;
        }

        return false;
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
                state.Discharge(receiver, ObligationState.Closed);
            else
                Drop(receiver, DropReason.UsedInPassing, call.TargetMethod, state);
        }

        foreach (var argument in call.Arguments)
            Give(argument, call.TargetMethod, call.Arguments, state);
    }

    private void Construct(IObjectCreationOperation creation, FlowState state)
    {
        var isOwner = _sites.TryGetValue(creation, out var site);
        foreach (var argument in creation.Arguments)
        {
            // A client over a client or handler that is not this code's own would close what others use.
            if (isOwner && _scope.Resources.IsHttpClient(argument.Parameter?.Type))
                isOwner = TakesOver(argument, creation, state);

            if (creation.Constructor is { } constructor)
                Give(argument, constructor, creation.Arguments, state);
        }

        if (isOwner && site is not null)
            Create(site, state);
    }

    private bool TakesOver(IArgumentOperation argument, IObjectCreationOperation creation, FlowState state)
    {
        if (argument.Value.ConstantValue is { HasValue: true, Value: null })
            return true;

        return !_values.Of(argument.Value, state).IsEmpty
            && creation.Constructor is { } constructor
            && _scope.Contracts.FateOf(argument, constructor, creation.Arguments, _stack, _cancellationToken) == ArgumentFate.Kept;
    }

    private void Give(IArgumentOperation argument, IMethodSymbol method, ImmutableArray<IArgumentOperation> all, FlowState state)
    {
        var value = _values.Of(argument.Value, state);
        if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out })
        {
            state.Discharge(value, ObligationState.Unknown);
            if (_values.SymbolOf(argument.Value) is { } assigned)
                state.Assign(new AliasKey(assigned), default);

            return;
        }

        if (value.IsEmpty || IsGivenBack(argument, method))
            return;

        switch (_scope.Contracts.FateOf(argument, method, all, _stack, _cancellationToken))
        {
            case ArgumentFate.Closed:
                state.Discharge(value, ObligationState.Closed);
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

    /// <summary>What comes back as the result is followed there.</summary>
    private bool IsGivenBack(IArgumentOperation argument, IMethodSymbol method)
    {
        return argument.Parameter is { } parameter && _scope.Contracts.Of(method, _stack, _cancellationToken).Returned == parameter.Ordinal;
    }

    private void Assign(ISimpleAssignmentOperation assignment, FlowState state)
    {
        var value = _values.Of(assignment.Value, state);
        switch (assignment.Target)
        {
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
            default:
                state.Discharge(value, ObligationState.HandedOn);
                break;
        }
    }

    private void Hold(ISymbol holder, Aliases value, IOperation target, FlowState state)
    {
        state.Assign(new AliasKey(holder), value);
        foreach (var obligation in _obligations)
        {
            if ((value.Must & obligation.Mask) != 0)
                obligation.HeldBy(holder, target.Syntax);
        }

        // A function that the graph does not show may close what it captured.
        if (_captured.Contains(holder))
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
            state.Assign(new AliasKey(declared), value);
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
