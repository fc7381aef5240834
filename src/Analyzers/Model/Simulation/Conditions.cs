using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// Decides tests. One that cannot be decided forks the path, and each side learns how it came out, so that the same test
/// comes out the same way later on.
/// </summary>
internal sealed class Conditions
{
    private readonly ValueTable _values;
    private readonly PatternConditions _patterns;

    public Conditions(ValueTable values, Places places)
    {
        _values = values;
        _patterns = new PatternConditions(this, values, places);
    }

    /// <summary>The ways in which a value can be true or false.</summary>
    public List<(SimulationState State, bool Outcome)> Truths(SimulationState state, IOperation at, AbstractValue? value)
    {
        var resolved = value is null ? null : state.Resolve(value, _values);
        return resolved switch
        {
            { Kind: ValueKind.Constant } => One(state, resolved.Number != 0),
            { Kind: ValueKind.Thing } => Compare(state, at, resolved, Comparison.Equal, AbstractValue.True),
            _ => Fork(state, at),
        };
    }

    public List<(SimulationState State, bool Outcome)> IsNull(SimulationState state, AbstractValue? value, IOperation at)
    {
        var resolved = value is null ? null : state.Resolve(value, _values);
        switch (resolved)
        {
            case null:
                return Fork(state, at);

            case { Kind: ValueKind.Null }:
                return One(state, true);

            case { Kind: ValueKind.Thing } when state.FactOf(resolved.Thing, _values).IsNull is null:
                return Fork(state, at, resolved.Thing, (path, outcome) =>
                    path.Learn(resolved.Thing, path.FactOf(resolved.Thing, _values) with { IsNull = outcome }));

            default:
                return One(state, false);
        }
    }

    public List<(SimulationState State, bool Outcome)> Compare(
        SimulationState state,
        IOperation at,
        AbstractValue? left,
        Comparison comparison,
        AbstractValue? right)
    {
        if (left is null || right is null)
            return Fork(state, at);

        left = state.Resolve(left, _values);
        right = state.Resolve(right, _values);
        if (left.Kind == ValueKind.Null)
            return IsNull(state, right, at);

        if (right.Kind == ValueKind.Null)
            return IsNull(state, left, at);

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Constant, ValueKind.Constant) => One(state, Holds(left.Number, comparison, right.Number)),
            (ValueKind.Thing, ValueKind.Constant) => CompareThing(state, at, left, comparison, right.Number),
            (ValueKind.Constant, ValueKind.Thing) => Mirror(state, at, left.Number, comparison, right),
            (ValueKind.Thing, ValueKind.Thing) when left.Thing == right.Thing => One(state, Holds(left.Number, comparison, right.Number)),
            (ValueKind.Thing, ValueKind.Thing) => Remembered(state, at, left.Thing, (comparison, right.Thing, left.Number, right.Number)),
            _ when left.SameAs(right) => One(state, comparison != Comparison.Less),
            _ => Fork(state, at),
        };
    }

    public List<(SimulationState State, bool Outcome)> Matches(SimulationState state, AbstractValue? value, IPatternOperation pattern)
    {
        return _patterns.Match(state, value, pattern, depth: 0);
    }

    /// <summary>Tests the type of a value: the outcome holds for the same thing from then on.</summary>
    public List<(SimulationState State, bool Outcome)> IsOfType(SimulationState state, AbstractValue? value, ITypeSymbol type, IOperation at)
    {
        var outcomes = new List<(SimulationState, bool)>();
        foreach (var (path, isNull) in IsNull(state, value, at))
        {
            if (isNull)
                outcomes.Add((path, false));
            else if (value is not { Kind: ValueKind.Thing })
                outcomes.AddRange(Fork(path, at));
            else if (_values.TypeOf(value.Thing) is { } known && type is INamedTypeSymbol named && (known.DerivesFrom(named) || known.Implements(named)))
                outcomes.Add((path, true));
            else
                outcomes.AddRange(Remembered(path, at, value.Thing, type));
        }

        return outcomes;
    }

    /// <summary>A test whose outcome nothing that the close does can change: it comes out the same way each time.</summary>
    public List<(SimulationState State, bool Outcome)> Remembered(SimulationState state, IOperation at, int thing, object test)
    {
        var slot = new Slot(thing, new StateKey(StateKind.Test, test));
        if (state.Get(slot) is { } known)
            return One(state, known.Number != 0);

        return Fork(state, at, thing, (path, outcome) => path.Set(slot, AbstractValue.Of(outcome)));
    }

    public static List<(SimulationState State, bool Outcome)> One(SimulationState state, bool outcome)
    {
        return new List<(SimulationState, bool)> { (state, outcome) };
    }

    /// <summary>Both outcomes, of a test about which nothing can be learnt.</summary>
    public static List<(SimulationState State, bool Outcome)> Fork(SimulationState state, IOperation at)
    {
        _ = at;
        var other = state.Clone();
        return new List<(SimulationState, bool)> { (state, true), (other, false) };
    }

    private List<(SimulationState State, bool Outcome)> Fork(SimulationState state, IOperation at, int thing, Action<SimulationState, bool> learn)
    {
        var outcomes = Fork(state, at);
        foreach (var (path, outcome) in outcomes)
        {
            learn(path, outcome);
            if (_values.IsDoubtful(thing))
                path.Trace = path.Trace.Assume((thing, at), outcome);
        }

        return outcomes;
    }

    private List<(SimulationState State, bool Outcome)> CompareThing(
        SimulationState state,
        IOperation at,
        AbstractValue value,
        Comparison comparison,
        long constant)
    {
        var bound = unchecked(constant - value.Number);
        var fact = state.FactOf(value.Thing, _values);
        if (fact.Decide(comparison, bound) is { } decided)
            return One(state, decided);

        return Fork(state, at, value.Thing, (path, outcome) =>
            path.Learn(value.Thing, path.FactOf(value.Thing, _values).Learn(comparison, bound, outcome)));
    }

    /// <summary>The constant stands on the left: <c>0 &lt; x</c> is <c>!(x &lt;= 0)</c>.</summary>
    private List<(SimulationState State, bool Outcome)> Mirror(
        SimulationState state,
        IOperation at,
        long constant,
        Comparison comparison,
        AbstractValue value)
    {
        if (comparison == Comparison.Equal)
            return CompareThing(state, at, value, comparison, constant);

        var opposite = comparison == Comparison.Less ? Comparison.LessOrEqual : Comparison.Less;
        var outcomes = CompareThing(state, at, value, opposite, constant);
        return outcomes.ConvertAll(static outcome => (outcome.State, !outcome.Outcome));
    }

    private static bool Holds(long left, Comparison comparison, long right)
    {
        return comparison switch
        {
            Comparison.Equal => left == right,
            Comparison.Less => left < right,
            _ => left <= right,
        };
    }
}
