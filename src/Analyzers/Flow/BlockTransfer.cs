using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What single operations do to the state: they create, hold, use, close and hand on.</summary>
internal sealed class BlockTransfer
{
    private readonly Obligation[] _parameters;
    private readonly ValueTracker _values;
    private readonly ValueEffects _effects;
    private readonly CallTransfer _calls;
    private readonly AssignmentTransfer _assignments;

    public BlockTransfer(
        AnalysisScope scope,
        InferenceStack stack,
        Dictionary<IOperation, Obligation> sites,
        IEnumerable<Obligation> parameters,
        CapturedVariables captured,
        LocalDelegates delegates,
        CancellationToken cancellationToken)
    {
        _parameters = [.. parameters];
        _values = new ValueTracker(scope, stack, sites, captured, cancellationToken);
        _effects = new ValueEffects(sites, captured, _values);
        _calls = new CallTransfer(scope, stack, delegates, _effects, _values, Outs, cancellationToken);
        _assignments = new AssignmentTransfer(scope, _effects, _values, Outs, cancellationToken);
    }

    public ReturnedValues Returns { get; } = new();

    /// <summary>A lambda: who holds it decides how often it runs, and a Lazy or a container runs it once.</summary>
    public bool IsFactoryForOthers { get; init; }

    public HashSet<Obligation> LostInLoop => _effects.LostInLoop;

    public LostValues Lost => _effects.Lost;

    /// <summary>What the body leaves in its <c>out</c> and <c>ref</c> parameters.</summary>
    public OutValues Outs { get; } = new();

    /// <summary>Reads off the graph, before it is walked, what does not depend on the way through it.</summary>
    public void Prepare(IOperation operation)
    {
        _values.Prepare(operation);
        _calls.Prepare(operation);
    }

    /// <summary>From here on states are final, and what is seen is the result.</summary>
    public void BeginRecording()
    {
        _effects.IsRecording = true;
    }

    /// <summary>True for an operation that does nothing to the values of its children but to pass them on or to look at them.</summary>
    public static bool IsInert(IOperation operation)
    {
        return operation is IConversionOperation { OperatorMethod: null } or IArgumentOperation or IAwaitOperation or IIsNullOperation or IIsTypeOperation
            or IBinaryOperation { OperatorMethod: null or { DeclaringSyntaxReferences.IsEmpty: true } } or IUnaryOperation { OperatorMethod: null }
            or IInterpolationOperation or INameOfOperation or IFlowCaptureReferenceOperation or IDelegateCreationOperation or IMethodReferenceOperation
            or IDeclarationExpressionOperation or ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation
            or IInstanceReferenceOperation or IFlowAnonymousFunctionOperation
            || (operation is ITupleOperation tuple && IsDeconstructed(tuple));
    }

    /// <summary>What the operation does; the flow leaves out what is inert and makes nothing.</summary>
    public void Evaluate(IOperation operation, FlowState state)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                _calls.Call(invocation, state);
                break;
            case IObjectCreationOperation creation:
                _calls.Construct(creation, state);
                return;
            case ISimpleAssignmentOperation assignment:
                _assignments.Assign(assignment.Target, assignment.Value, state);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                _assignments.Deconstruct(deconstruction, state);
                break;
            case IEventAssignmentOperation subscription:
                state.Discharge(_values.Of(subscription.HandlerValue, state), ObligationState.HandedOn);
                break;
            case IFlowCaptureOperation capture:
                state.Assign(new AliasKey(capture.Id), _values.Of(capture.Value, state));
                break;
            case IIsPatternOperation isPattern:
                _assignments.Bind(isPattern, state);
                break;
            case IExpressionStatementOperation statement:
                _effects.Drop(_values.Of(statement.Operation, state), DropReason.Discarded, null, state);
                break;
            case IMemberReferenceOperation { Instance: { } instance } reference and not IMethodReferenceOperation:
                _effects.Drop(_values.Of(instance, state), DropReason.UsedInPassing, reference.Member, state);
                break;
            default:
                if (!IsInert(operation))
                    HandOnChildren(operation, state);

                break;
        }

        // What an out argument gets is made when the call is done.
        if (operation is not IArgumentOperation && _effects.Sites.TryGetValue(operation, out var site))
            _effects.Create(site, state);
    }

    /// <summary>The body returns the value.</summary>
    public void Return(IOperation value, FlowState state)
    {
        var aliases = _values.Of(value, state);
        if (_effects.IsRecording && aliases != Aliases.Null)
            Returns.Add(_effects.IsFresh(aliases, state), _effects.TypeOf(aliases), IsStillOpen(aliases, state) ? _values.ParameterOf(value, aliases) : MethodContract.None);

        // What goes with an object that nobody can close is closed by nobody.
        state.Discharge(!IsFactoryForOthers && _values.IsUnclosableHolder(value) ? aliases with { Carried = 0 } : aliases, ObligationState.HandedOn);
    }

    /// <summary>The body ends normally.</summary>
    public void Leave(FlowState state, IReadOnlyDictionary<ISymbol, Obligation> given)
    {
        Outs.Leave(state, _effects, given);
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
                if (_effects.Sites.TryGetValue(argument, out var site))
                    state.RefineNull(Aliases.Certain(site.Mask));
            }
        }

        if (told.Fact is Fact.Null or Fact.OtherType)
        {
            var value = _values.Of(operand, state);
            value = told.Type is null ? value : value.Only(_effects.MaskOf(told.Type));
            state.RefineNull(value);
            state.RefineNull(Aliases.Certain(_effects.MadeOver(value)));
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

    /// <summary>Its elements are assigned one by one.</summary>
    private static bool IsDeconstructed(ITupleOperation tuple)
    {
        IOperation outer = tuple;
        while (outer.Parent is ITupleOperation or IConversionOperation { OperatorMethod: null } or IDeclarationExpressionOperation)
            outer = outer.Parent;

        return outer.Parent is IDeconstructionAssignmentOperation;
    }

    private void HandOnChildren(IOperation operation, FlowState state)
    {
        foreach (var child in operation.ChildOperations)
            state.Discharge(_values.Of(child, state), ObligationState.Unknown);
    }
}
