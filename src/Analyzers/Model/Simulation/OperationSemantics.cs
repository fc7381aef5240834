using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>What each operation evaluates to and does, but for calls and awaits, which have classes of their own.</summary>
internal sealed class OperationSemantics
{
    private readonly CallSimulation _simulation;
    private readonly ValueTable _values;
    private readonly Places _places;
    private readonly MemberAccess _members;
    private readonly CallSemantics _calls;
    private readonly AwaitSemantics _awaits;
    private readonly SharedCounts _counts;

    public OperationSemantics(CallSimulation simulation)
    {
        _simulation = simulation;
        _values = simulation.Values;
        _places = new Places(simulation.Code);
        Conditions = new Conditions(_values, _places);
        _members = new MemberAccess(simulation, _places);
        _awaits = new AwaitSemantics(simulation);
        _counts = new SharedCounts(_places, simulation.Code);
        _calls = new CallSemantics(simulation, _places, _members, Conditions, _awaits, _counts);
    }

    public Conditions Conditions { get; }

    public Progress Execute(SimulationState state, Frame frame, IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
            return Done(frame, operation, Constants.Of(operation) ?? Present(state, frame, operation));

        switch (operation)
        {
            case IExpressionStatementOperation or IArgumentOperation or IParenthesizedOperation or IDiscardOperation:
                return Done(frame, operation, OperandOf(frame, operation));

            case IInstanceReferenceOperation:
                return Done(frame, operation, frame.Instance);

            case IConversionOperation conversion:
                return ExecuteConversion(state, frame, conversion);

            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Done(frame, operation, _places.Of(state, frame, operation) is { } variable
                    ? _members.Sourced(_places.Read(state, variable, operation.Type, operation), variable, operation)
                    : null);

            case IFieldReferenceOperation or IEventReferenceOperation:
                return Done(frame, operation, _members.Read(state, frame, operation));

            case IPropertyReferenceOperation property:
                return IsNullableTest(property)
                    ? Conclude(property, frame.ValueOf(property.Instance), Conditions.IsNull(state, frame.ValueOf(property.Instance), property), isNegated: true)
                    : _calls.Read(state, frame, property) ?? _members.Get(state, frame, property);

            case IFlowCaptureOperation capture:
                return ExecuteCapture(state, frame, capture);

            case IFlowCaptureReferenceOperation capture:
                return Done(frame, operation, state.Get(Slot.OfFrame(frame.Id, capture.Id)));

            case ISimpleAssignmentOperation assignment:
                return ExecuteAssignment(state, frame, assignment);

            case ICompoundAssignmentOperation assignment:
                return ExecuteUpdate(state, frame, assignment, assignment.Target, frame.ValueOf(assignment.Value), assignment.OperatorKind);

            case IIncrementOrDecrementOperation step:
                return ExecuteUpdate(state, frame, step, step.Target, AbstractValue.True, step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract);

            case IDeconstructionAssignmentOperation assignment:
                return ExecuteDeconstruction(state, frame, assignment);

            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } unary when unary.Type?.SpecialType == SpecialType.System_Boolean:
                return Conclude(unary, frame.ValueOf(unary.Operand), Conditions.Truths(state, unary.Operand, frame.ValueOf(unary.Operand)), isNegated: true);

            case IBinaryOperation binary:
                return ExecuteBinary(state, frame, binary);

            case IIsNullOperation isNull:
                return Conclude(isNull, frame.ValueOf(isNull.Operand), Conditions.IsNull(state, frame.ValueOf(isNull.Operand), isNull));

            case IIsTypeOperation isType:
                return Conclude(isType, frame.ValueOf(isType.ValueOperand), Conditions.IsOfType(state, frame.ValueOf(isType.ValueOperand), isType.TypeOperand, isType), isType.IsNegated);

            case IIsPatternOperation isPattern:
                return Conclude(isPattern, frame.ValueOf(isPattern.Value), Conditions.Matches(state, frame.ValueOf(isPattern.Value), isPattern.Pattern));

            case IDefaultValueOperation:
                return Done(frame, operation, Constants.DefaultOf(operation.Type) ?? DefaultTask(operation.Type) ?? Present(state, frame, operation));

            case IDelegateCreationOperation creation:
                return Done(frame, operation, frame.ValueOf(creation.Target));

            case IFlowAnonymousFunctionOperation lambda:
                return Done(frame, operation, AbstractValue.OfFunction(new FunctionTarget(lambda.Symbol, lambda, frame.Body.Graph, frame.Instance, frame.Id)));

            case IMethodReferenceOperation method:
                return Done(frame, operation, AbstractValue.OfFunction(new FunctionTarget(
                    method.Method, Lambda: null, frame.Body.Graph, method.Instance is null ? frame.Instance : frame.ValueOf(method.Instance), frame.Id)));

            case IAwaitOperation await:
                return _awaits.Execute(state, frame, await);

            case IInvocationOperation invocation:
                return _calls.Execute(state, frame, invocation);

            case IObjectCreationOperation creation:
                return _calls.Execute(state, frame, creation);

            case IEventAssignmentOperation or IFieldInitializerOperation or IVariableDeclarationGroupOperation:
                return Done(frame, operation, null);

            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IFunctionPointerInvocationOperation:
                return _calls.ExecuteUnknown(state, operation);

            case IInvalidOperation:
                _simulation.Budget.Exhaust();
                return Progress.Ended;

            case ICaughtExceptionOperation:
                return Done(frame, operation, Present(state, frame, operation));

            default:
                return Done(frame, operation, Derived(state, frame, operation));
        }
    }

    private static Progress Done(Frame frame, IOperation operation, AbstractValue? value)
    {
        if (value is not null)
            frame.Set(operation, value);

        return Progress.Done;
    }

    private static bool IsNullableTest(IPropertyReferenceOperation property)
    {
        return property.Property is { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
    }

    private static AbstractValue? OperandOf(Frame frame, IOperation operation)
    {
        foreach (var operand in operation.ChildOperations)
            return frame.ValueOf(operand);

        return null;
    }

    /// <summary>Gives a test its outcomes; all paths but the first wait to be taken up after it.</summary>
    private Progress Conclude(IOperation test, AbstractValue? tested, List<(SimulationState State, bool Outcome)> outcomes, bool isNegated = false)
    {
        foreach (var (path, outcome) in outcomes)
            path.Top.Set(test, AbstractValue.Of(outcome != isNegated) with { Source = tested?.Source });

        return GoOn(outcomes);
    }

    private Progress GoOn(List<(SimulationState State, bool Outcome)> outcomes)
    {
        if (outcomes.Count == 1)
            return Progress.Done;

        foreach (var (path, _) in outcomes)
        {
            path.Top.Index++;
            _simulation.Park(path);
        }

        return Progress.Ended;
    }

    private Progress ExecuteConversion(SimulationState state, Frame frame, IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null)
            return Done(frame, conversion, Derived(state, frame, conversion));

        var value = frame.ValueOf(conversion.Operand);
        if (!conversion.IsTryCast || value is null)
            return Done(frame, conversion, value);

        // `x as T` is x where x is a T, and null where it is not.
        var outcomes = Conditions.IsOfType(state, value, conversion.Type!, conversion);
        foreach (var (path, isType) in outcomes)
            path.Top.Set(conversion, (isType ? value : AbstractValue.Null) with { Source = value.Source });

        return GoOn(outcomes);
    }

    private Progress ExecuteCapture(SimulationState state, Frame frame, IFlowCaptureOperation capture)
    {
        var value = frame.ValueOf(capture.Value) ?? Present(state, frame, capture, ValueFact.Nothing);
        state.Set(Slot.OfFrame(frame.Id, capture.Id), value);
        if (_places.Of(state, frame, capture.Value) is { } place)
            state.Set(Slot.OfFrame(frame.Id, (capture.Id, "place")), AbstractValue.ReferenceTo(place));

        return Progress.Done;
    }

    private Progress ExecuteAssignment(SimulationState state, Frame frame, ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            if (assignment.Target is ILocalReferenceOperation local && _places.Of(state, frame, assignment.Value) is { } referred)
                state.Set(Slot.OfFrame(frame.Id, local.Local), AbstractValue.ReferenceTo(referred));

            return Progress.Done;
        }

        var value = frame.ValueOf(assignment.Value);
        if (assignment.Target is IPropertyReferenceOperation property && _members.TryCallSetter(state, frame, assignment, property, value))
            return Progress.Moved;

        _members.Write(state, frame, assignment.Target, value, assignment);
        return Done(frame, assignment, value);
    }

    private Progress ExecuteUpdate(
        SimulationState state,
        Frame frame,
        IOperation update,
        IOperation target,
        AbstractValue? operand,
        BinaryOperatorKind kind)
    {
        var before = _places.Of(state, frame, target) is { } slot ? _places.Read(state, slot, target.Type, target) : null;
        var after = Arithmetic.Compute(kind, before is null ? null : state.Resolve(before, _values), operand);
        _members.Write(state, frame, target, after, update);
        if (_counts.Of(state, frame, update, target, kind, operand) is { } counted)
            _calls.Work(state, counted);

        var isPostfix = update is IIncrementOrDecrementOperation { IsPostfix: true };
        return Done(frame, update, isPostfix ? before : after);
    }

    private Progress ExecuteDeconstruction(SimulationState state, Frame frame, IDeconstructionAssignmentOperation assignment)
    {
        var targets = assignment.Target is ITupleOperation tuple ? tuple
            : (assignment.Target as IDeclarationExpressionOperation)?.Expression as ITupleOperation;
        if (targets is null)
            return Progress.Done;

        var source = assignment.Value;
        while (source is IConversionOperation conversion)
            source = conversion.Operand;

        var values = source as ITupleOperation;
        for (var i = 0; i < targets.Elements.Length; i++)
        {
            var value = values is not null && i < values.Elements.Length ? frame.ValueOf(values.Elements[i]) : null;
            _members.Write(state, frame, targets.Elements[i], value, assignment);
        }

        return Progress.Done;
    }

    private Progress ExecuteBinary(SimulationState state, Frame frame, IBinaryOperation binary)
    {
        var left = frame.ValueOf(binary.LeftOperand);
        var right = frame.ValueOf(binary.RightOperand);
        var tested = left?.Source is null ? right : left;
        if (binary.OperatorMethod is not null && binary.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
            return Done(frame, binary, Derived(state, frame, binary));

        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals:
                return Conclude(binary, tested, Conditions.Compare(state, binary, left, Comparison.Equal, right));

            case BinaryOperatorKind.NotEquals:
                return Conclude(binary, tested, Conditions.Compare(state, binary, left, Comparison.Equal, right), isNegated: true);

            case BinaryOperatorKind.LessThan:
                return Conclude(binary, tested, Conditions.Compare(state, binary, left, Comparison.Less, right));

            case BinaryOperatorKind.LessThanOrEqual:
                return Conclude(binary, tested, Conditions.Compare(state, binary, left, Comparison.LessOrEqual, right));

            case BinaryOperatorKind.GreaterThan:
                return Conclude(binary, tested, Conditions.Compare(state, binary, right, Comparison.Less, left));

            case BinaryOperatorKind.GreaterThanOrEqual:
                return Conclude(binary, tested, Conditions.Compare(state, binary, right, Comparison.LessOrEqual, left));

            default:
                var computed = Arithmetic.Compute(
                    binary.OperatorKind,
                    left is null ? null : state.Resolve(left, _values),
                    right is null ? null : state.Resolve(right, _values));
                return Done(frame, binary, (computed ?? Derived(state, frame, binary)) with { Source = tested?.Source });
        }
    }

    private AbstractValue? DefaultTask(ITypeSymbol? type)
    {
        return SymbolEqualityComparer.Default.Equals(type, _simulation.Code.Scope.Types.ValueTask) ? AbstractValue.CompletedTask(null) : null;
    }

    /// <summary>A value that is there but unknown, made by the operation out of nothing.</summary>
    private AbstractValue Present(SimulationState state, Frame frame, IOperation operation, ValueFact? fact = null)
    {
        var thing = _values.Made(operation, frame.Id, from: null, operation.Type);
        state.Learn(thing, fact ?? ValueFact.Present);
        return AbstractValue.OfThing(thing);
    }

    /// <summary>A value that the operation made out of its first operand that is a thing.</summary>
    private AbstractValue Derived(SimulationState state, Frame frame, IOperation operation)
    {
        foreach (var operand in operation.ChildOperations)
        {
            if (frame.ValueOf(operand) is { Kind: ValueKind.Thing } value)
            {
                var thing = _values.Made(operation, frame.Id, value.Thing, operation.Type);
                state.Unlearn(thing);
                return AbstractValue.OfThing(thing);
            }
        }

        var isEmptyCollection = !operation.ChildOperations.Any() && operation.Type is { IsReferenceType: true };
        var made = Present(state, frame, operation, isEmptyCollection ? ValueFact.Present : ValueFact.Nothing);
        if (isEmptyCollection)
            state.Set(new Slot(made.Thing, new StateKey(StateKind.Emptied)), AbstractValue.True);

        return made;
    }
}
