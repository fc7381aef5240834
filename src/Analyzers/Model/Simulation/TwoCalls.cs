using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// The outcome of calling one member twice: what the second call does again when it comes after the first, and when it
/// comes in between.
/// </summary>
internal sealed class TwoCalls
{
    /// <summary>Doubtful tests of which every combination is tried.</summary>
    private const int MaximumDoubts = 8;

    private readonly SimulatedCode _code;
    private readonly IMethodSymbol _entry;
    private readonly IMethodSymbol _second;
    private readonly SimulationBudget _budget;

    private TwoCalls(SimulatedCode code, IMethodSymbol entry, IMethodSymbol second, SimulationBudget budget)
    {
        _code = code;
        _entry = entry;
        _second = second;
        _budget = budget;
    }

    /// <summary>The first call, on every path that returned.</summary>
    public List<SimulationState> First { get; private set; } = new();

    /// <summary>Where the second call could come in before the first has ended.</summary>
    public List<SimulationState> Openings { get; private set; } = new();

    /// <summary>What the first call calls of its own object after it has claimed something.</summary>
    public List<(IInvocationOperation Site, SimulationState State)> InnerCalls { get; } = new();

    /// <summary>True when the first call does any work at all.</summary>
    public bool HasWorked { get; private set; }

    /// <summary>The work that the first call may do.</summary>
    public SortedDictionary<int, EffectKind> Work { get; } = new();

    /// <summary>What the second call, after the first, does again; in the order in which the code does it.</summary>
    public List<WorkItem> Repeated { get; private set; } = new();

    /// <summary>True when something is not repeated only because the second call got the benefit of the doubt.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>True when what seems to be repeated may not be.</summary>
    public bool IsCoarse { get; private set; }

    /// <summary>What the first calls that did work did beside it.</summary>
    public Trace FirstTrace { get; private set; } = Trace.Empty;

    /// <summary>What the first calls did that returned without work.</summary>
    public Trace IdleTrace { get; private set; } = Trace.Empty;

    public Trace SecondTrace { get; private set; } = Trace.Empty;

    /// <summary>What the second calls did that did work again.</summary>
    public Trace RepeatTrace { get; private set; } = Trace.Empty;

    /// <summary>Simulates both calls; null when the code asks for too much, or when there is no body to read.</summary>
    public static TwoCalls? Run(SimulatedCode code, IMethodSymbol entry, SimulationBudget budget)
    {
        return Run(code, entry, entry, budget);
    }

    /// <summary>The same for a call of one member and then of another, which repeats what it releases as well.</summary>
    public static TwoCalls? Run(SimulatedCode code, IMethodSymbol entry, IMethodSymbol second, SimulationBudget budget)
    {
        var calls = new TwoCalls(code, entry, second, budget);
        return calls.RunFirst() && calls.RunSecond() && !(calls.IsCoarse && calls.Repeated.Count > 0) ? calls : null;
    }

    /// <summary>
    /// The work that both calls do when the second comes in at the opening and runs to its end before the first goes on;
    /// empty when there is none. Null when that cannot be told.
    /// </summary>
    public List<WorkItem>? RepeatedAt(SimulationState opening)
    {
        if (Simulate(Start(opening.NextCall(2), _second), openings: null) is not { } second)
            return null;

        var repeated = new SortedSet<int>();
        foreach (var end in second.Returned)
        {
            if (!end.Trace.HasWorked)
                continue;

            if (Simulate(opening.After(end), openings: null) is not { } first || IsCoarse)
                return null;

            foreach (var path in first.Returned)
                AddShared(path.Trace, end.Trace, repeated);
        }

        return Items(repeated, second.Returned);
    }

    private bool RunFirst()
    {
        if (Start(new SimulationState(call: 1), _entry) is not { } start)
            return false;

        if (Simulate(start, Openings, InnerCalls) is not { } first)
            return false;

        First = first.Returned;
        foreach (var path in First)
        {
            if (!path.Trace.HasWorked)
            {
                IdleTrace = IdleTrace.Join(path.Trace);
                continue;
            }

            HasWorked = true;
            FirstTrace = FirstTrace.Join(path.Trace);
            foreach (var work in path.Trace.Work)
                Work[work.Key] = work.Value;
        }

        return true;
    }

    private bool RunSecond()
    {
        var repeated = new SortedSet<int>();
        var ends = new List<SimulationState>();
        foreach (var path in First)
        {
            if (!path.Trace.HasWorked)
                continue;

            if (Simulate(Start(path.NextCall(2), _second), openings: null) is not { } second)
                return false;

            var all = second.Returned.Concat(second.Thrown).ToList();
            var chosen = Choose(path.Trace, all);
            IsDoubtful |= chosen.Count < all.Count;
            foreach (var end in chosen)
            {
                SecondTrace = SecondTrace.Join(end.Trace);
                if (AddShared(path.Trace, end.Trace, repeated))
                    RepeatTrace = RepeatTrace.Join(end.Trace);
            }

            ends.AddRange(chosen);
        }

        Repeated = Items(repeated, ends);
        return true;
    }

    /// <summary>
    /// Of the ways in which doubtful tests may come out, each the same way every time, the one that repeats least: all
    /// ends that it allows.
    /// </summary>
    private List<SimulationState> Choose(Trace first, List<SimulationState> ends)
    {
        var tests = new List<object>();
        foreach (var end in ends)
        {
            foreach (var test in end.Trace.Assumptions.Keys)
            {
                if (!tests.Contains(test))
                    tests.Add(test);
            }
        }

        var best = ends;
        var least = Weigh(first, ends);
        var ways = 1 << Math.Min(tests.Count, MaximumDoubts);
        for (var way = 0; way < ways && least > 0 && tests.Count > 0; way++)
        {
            var allowed = ends.FindAll(end => IsAllowed(end.Trace, tests, way));
            var weight = Weigh(first, allowed);
            if (allowed.Count > 0 && weight < least)
                (best, least) = (allowed, weight);
        }

        return best;
    }

    private static bool IsAllowed(Trace trace, List<object> tests, int way)
    {
        for (var i = 0; i < tests.Count && i < MaximumDoubts; i++)
        {
            var outcome = (way & (1 << i)) == 0 ? Assumption.False : Assumption.True;
            if (trace.Assumptions.TryGetValue(tests[i], out var assumed) && (assumed & outcome) == 0)
                return false;
        }

        return true;
    }

    private int Weigh(Trace first, List<SimulationState> ends)
    {
        var shared = new SortedSet<int>();
        foreach (var end in ends)
            AddShared(first, end.Trace, shared);

        return shared.Count;
    }

    private bool AddShared(Trace first, Trace second, SortedSet<int> shared)
    {
        var isAny = false;
        foreach (var work in second.Work)
        {
            if (work.Value > EffectKind.Neutral && (first.Work.ContainsKey(work.Key) || (!ReferenceEquals(_entry, _second) && ReleasedBefore(first, _code.WorkOf(work.Key, work.Value)) is not null)))
            {
                shared.Add(work.Key);
                isAny = true;
            }
        }

        return isAny;
    }

    /// <summary>True when work that is repeated is done on what the member holds.</summary>
    public bool RepeatsOn(ISymbol member)
    {
        return Repeated.Exists(work => work.On is { } subject && SymbolEqualityComparer.Default.Equals(_code.Values.MemberOf(subject), member));
    }

    /// <summary>
    /// The member of the instance that another entry has released, by an operation of its own, and that this work releases
    /// again or cannot use any more.
    /// </summary>
    public ISymbol? ReleasedBefore(WorkItem again)
    {
        return ReleasedBefore(FirstTrace, again);
    }

    private ISymbol? ReleasedBefore(Trace first, WorkItem again)
    {
        if (again.Disposed is null && !again.Effect.IsThrowing)
            return null;

        foreach (var work in first.Work)
        {
            var item = _code.WorkOf(work.Key, work.Value);
            var isSame = again.Disposed is null ? item.On is { } subject && subject == again.On : SymbolEqualityComparer.Default.Equals(item.Disposed, again.Disposed);
            if (isSame && item.Disposed is { } released)
                return released;
        }

        return null;
    }

    private List<WorkItem> Items(SortedSet<int> numbers, List<SimulationState> ends)
    {
        var items = new List<WorkItem>();
        foreach (var number in numbers)
        {
            var worst = EffectKind.Neutral;
            foreach (var end in ends)
            {
                if (end.Trace.Work.TryGetValue(number, out var kind) && kind > worst)
                    worst = kind;
            }

            items.Add(_code.WorkOf(number, worst));
        }

        return items;
    }

    private SimulationState? Start(SimulationState state, IMethodSymbol entry)
    {
        if (_code.BodyOf(entry) is not { } body)
            return null;

        _code.Entered.Add(entry.OriginalDefinition);
        state.Push(new Frame(_code.Values.FrameOf(0, state.Call), body, AbstractValue.This));

        // A call that begins in Dispose(bool) comes from a Dispose that cannot be read.
        if (_entry is { Name: nameof(IDisposable.Dispose), Parameters: [{ Type.SpecialType: SpecialType.System_Boolean } disposing] })
            MemberAccess.Bind(state, disposing.OriginalDefinition, AbstractValue.True);

        return state;
    }

    private CallSimulation? Simulate(SimulationState? start, List<SimulationState>? openings, List<(IInvocationOperation Site, SimulationState State)>? innerCalls = null)
    {
        if (start is null)
            return null;

        var simulation = new CallSimulation(_code, _budget, _code.CancellationToken) { Openings = openings, InnerCalls = innerCalls };
        simulation.Run(start);
        IsCoarse |= simulation.IsCoarse;
        return simulation.IsExhausted ? null : simulation;
    }
}
