using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>The methods of Interlocked and Volatile: they read and write a slot, and return what was or is in it.</summary>
internal sealed class AtomicSemantics
{
    private readonly CallSimulation _simulation;
    private readonly Places _places;
    private readonly Conditions _conditions;

    public AtomicSemantics(CallSimulation simulation, Places places, Conditions conditions)
    {
        _simulation = simulation;
        _places = places;
        _conditions = conditions;
    }

    /// <summary>The paths that go on with the result set; null when the call is none of these methods.</summary>
    public List<SimulationState>? TryExecute(SimulationState state, Frame frame, IInvocationOperation invocation)
    {
        var types = _simulation.Code.Scope.Types;
        var container = invocation.TargetMethod.ContainingType;
        var isVolatile = SymbolEqualityComparer.Default.Equals(container, types.Volatile);
        if (!isVolatile && !SymbolEqualityComparer.Default.Equals(container, types.Interlocked))
            return null;

        if (Argument(invocation, 0) is not { } target || _places.Of(state, frame, target) is not { } slot)
            return new List<SimulationState> { state };

        var old = _places.Read(state, slot, target.Type, target);
        var operand = frame.ValueOf(Argument(invocation, 1));
        switch (invocation.TargetMethod.Name)
        {
            case "Read":
                return Finish(state, invocation, slot, old);

            case "Write":
                MemberAccess.WriteTo(state, _places, _simulation.Values, slot, operand ?? Unsure(state, slot, invocation), invocation, isAtomic: false);
                return new List<SimulationState> { state };

            case "Exchange":
                MemberAccess.WriteTo(state, _places, _simulation.Values, slot, operand ?? Unsure(state, slot, invocation), invocation, isAtomic: true);
                return Finish(state, invocation, slot, old);

            case "CompareExchange":
                return CompareExchange(state, frame, invocation, slot, old, operand);

            case "Increment":
                return Add(state, invocation, slot, old, AbstractValue.Constant(1));

            case "Decrement":
                return Add(state, invocation, slot, old, AbstractValue.Constant(-1));

            case "Add":
                return Add(state, invocation, slot, old, operand);

            case "Or":
                return Combine(state, invocation, slot, old, operand, BinaryOperatorKind.Or);

            case "And":
                return Combine(state, invocation, slot, old, operand, BinaryOperatorKind.And);

            default:
                return new List<SimulationState> { state };
        }
    }

    public static IOperation? Argument(IInvocationOperation invocation, int ordinal)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Ordinal == ordinal)
                return argument.Parameter.RefKind == RefKind.None ? argument : argument.Value;
        }

        return null;
    }

    private List<SimulationState> CompareExchange(
        SimulationState state,
        Frame frame,
        IInvocationOperation invocation,
        Slot slot,
        AbstractValue old,
        AbstractValue? operand)
    {
        var comparand = frame.ValueOf(Argument(invocation, 2));
        var paths = new List<SimulationState>();
        foreach (var (path, isEqual) in _conditions.Compare(state, invocation, old, Comparison.Equal, comparand))
        {
            var value = operand ?? Unsure(path, slot, invocation);
            if (isEqual)
                MemberAccess.WriteTo(path, _places, _simulation.Values, slot, value, invocation, isAtomic: true);
            else if (_places.MemberOf(slot) is { } member)
                MemberAccess.Note(path, member, value, invocation, isAtomic: true);

            paths.AddRange(Finish(path, invocation, slot, old));
        }

        return paths;
    }

    private List<SimulationState> Add(SimulationState state, IInvocationOperation invocation, Slot slot, AbstractValue old, AbstractValue? operand)
    {
        var values = _simulation.Values;
        old = state.Resolve(old, values);
        var isUnknown = old is { Kind: ValueKind.Thing, Number: 0 } && state.FactOf(old.Thing, values) is { Min: long.MinValue, Max: long.MaxValue };
        if (isUnknown && operand is { Kind: ValueKind.Constant, Number: > 0 })
        {
            // Nobody counts calls from below zero.
            state.Learn(old.Thing, ValueFact.Present with { Min = 0 });
        }
        else if (old.Kind == ValueKind.Thing && operand is not { Kind: ValueKind.Constant, Number: > 0 })
        {
            // A count of users: how many there are, and so whether this is the last, is known at run time only.
            return Replace(state, invocation, slot, Unsure(state, slot, invocation));
        }

        return Replace(state, invocation, slot, Arithmetic.Compute(BinaryOperatorKind.Add, old, operand) ?? Unsure(state, slot, invocation));
    }

    private List<SimulationState> Replace(SimulationState state, IInvocationOperation invocation, Slot slot, AbstractValue value)
    {
        MemberAccess.WriteTo(state, _places, _simulation.Values, slot, value, invocation, isAtomic: true);
        return Finish(state, invocation, slot, value);
    }

    private List<SimulationState> Combine(
        SimulationState state,
        IInvocationOperation invocation,
        Slot slot,
        AbstractValue old,
        AbstractValue? operand,
        BinaryOperatorKind kind)
    {
        var combined = Arithmetic.Compute(kind, state.Resolve(old, _simulation.Values), operand) ?? Unsure(state, slot, invocation);
        MemberAccess.WriteTo(state, _places, _simulation.Values, slot, combined, invocation, isAtomic: true);
        return Finish(state, invocation, slot, old);
    }

    private AbstractValue Unsure(SimulationState state, Slot slot, IInvocationOperation invocation)
    {
        var thing = _simulation.Values.Unsure((invocation, state.Call), slot, invocation.Type);
        state.Unlearn(thing);
        if (state.Call > 1)
            _simulation.Values.MarkDoubtful(thing);

        return AbstractValue.OfThing(thing);
    }

    private List<SimulationState> Finish(SimulationState state, IInvocationOperation invocation, Slot slot, AbstractValue result)
    {
        var source = _places.MemberOf(slot) is { } member ? new Reading(member, invocation, IsInner: false) : null;
        state.Top.Set(invocation, result with { Source = source });
        return new List<SimulationState> { state };
    }
}
