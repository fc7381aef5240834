using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// Runs one call of a member on abstract values: every path that the call can take, with the paths joined again where
/// nothing that a guard could test differs. It stops with <see cref="IsExhausted"/> when the code asks for too much.
/// </summary>
internal sealed class CallSimulation
{
    /// <summary>Paths that may stand at one location before they are joined whatever they hold.</summary>
    private const int PathsPerLocation = 12;

    /// <summary>Calls that may be nested in each other.</summary>
    public const int MaximumDepth = 14;

    private readonly SortedDictionary<Location, Paths> _paths = new();
    private readonly SortedSet<Location> _open = new();
    private readonly OperationSemantics _semantics;
    private readonly CancellationToken _cancellationToken;

    public CallSimulation(SimulatedCode code, SimulationBudget budget, CancellationToken cancellationToken)
    {
        Code = code;
        Budget = budget;
        _cancellationToken = cancellationToken;
        _semantics = new OperationSemantics(this);
    }

    public SimulatedCode Code { get; }

    public ValueTable Values => Code.Values;

    public SimulationBudget Budget { get; }

    /// <summary>The paths that returned.</summary>
    public List<SimulationState> Returned { get; } = new();

    /// <summary>The paths that ended in an exception which nobody caught.</summary>
    public List<SimulationState> Thrown { get; } = new();

    /// <summary>Where another call could come in between: copies of the paths at suspensions and before the first work.</summary>
    public List<SimulationState>? Openings { get; init; }

    /// <summary>The calls of members of the instance that were made after it had claimed something, as they begin.</summary>
    public List<(IInvocationOperation Site, SimulationState State)>? InnerCalls { get; init; }

    /// <summary>True when something was met that the simulation cannot follow; its outcome means nothing then.</summary>
    public bool IsExhausted => Budget.IsExhausted;

    /// <summary>
    /// True when too many paths met at one place, so that what members hold was lost: what is not repeated is not, but
    /// what seems to be repeated may not be.
    /// </summary>
    public bool IsCoarse { get; private set; }

    public void Run(SimulationState start)
    {
        Park(start);
        while (_open.Count > 0 && !IsExhausted)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var location = _open.Min;
            var paths = _paths[location];
            var state = paths.Open.Dequeue();
            if (paths.Open.Count == 0)
                _open.Remove(location);

            Step(state);
        }
    }

    /// <summary>Lets a path wait at its location for those that reach it too.</summary>
    public void Park(SimulationState state)
    {
        var location = new Location(state);
        if (!_paths.TryGetValue(location, out var paths))
            _paths.Add(location, paths = new Paths());

        // To compare paths is work, too.
        Budget.Spend(paths.Seen.Count + (paths.Open.Count * 4));
        foreach (var known in paths.Seen)
        {
            if (StateJoin.IsCovered(known, state, Values))
                return;
        }

        foreach (var waiting in paths.Open)
        {
            if (StateJoin.TryJoin(waiting, state, Values))
                return;
        }

        if (paths.Seen.Count >= PathsPerLocation)
        {
            IsCoarse |= StateJoin.ForceJoin(state, paths.Seen[paths.Seen.Count - 1], Values, place: this);
            if (paths.Seen.Count >= 2 * PathsPerLocation)
                return;
        }

        paths.Open.Enqueue(state);
        _open.Add(location);
    }

    /// <summary>Notes that another call could come in here.</summary>
    public void Open(SimulationState state)
    {
        if (Openings is not null && state.LocksHeld == 0 && Openings.Count < 32)
            Openings.Add(state.Clone());
    }

    /// <summary>Calls a body; the path goes on in it.</summary>
    public void Call(SimulationState state, Frame frame)
    {
        if (state.Stack.Count >= MaximumDepth)
        {
            Budget.Exhaust();
            return;
        }

        state.Push(frame);
        frame.MoveTo(0);
    }

    /// <summary>Notes that a member of the instance is called; its arguments are bound.</summary>
    public void NoteCall(SimulationState state, IInvocationOperation site)
    {
        if (InnerCalls is not null && !state.Trace.Claims.IsEmpty && InnerCalls.Count < 64)
            InnerCalls.Add((site, state.Clone()));
    }

    /// <summary>Sends a copy of the path into the handlers that an exception would reach from here.</summary>
    public void MayThrow(SimulationState state)
    {
        var handlers = new List<int>();
        for (var i = state.Stack.Count - 1; i >= 0 && handlers.Count == 0; i--)
        {
            var frame = state.Stack[i];
            frame.Body.AddHandlersOf(frame.Block, handlers);
            foreach (var handler in handlers)
                EnterHandler(state.Clone(), i, handler);
        }
    }

    private void EnterHandler(SimulationState state, int depth, int handler)
    {
        while (state.Stack.Count > depth + 1)
            state.Pop();

        state.Top.MoveTo(handler);
        Park(state);
    }

    private void Step(SimulationState state)
    {
        var seen = _paths[new Location(state)].Seen;
        if (seen.Count < 2 * PathsPerLocation)
            seen.Add(state.Clone());

        while (Budget.Spend())
        {
            var frame = state.Top;
            var operations = frame.Body.OperationsOf(frame.Block);
            if (frame.Index >= operations.Length)
            {
                Leave(state, frame);
                return;
            }

            switch (_semantics.Execute(state, frame, operations[frame.Index]))
            {
                case Progress.Done:
                    frame.Index++;
                    break;

                case Progress.Moved:
                    Park(state);
                    return;

                case Progress.Ended:
                    return;
            }
        }
    }

    private void Leave(SimulationState state, Frame frame)
    {
        var block = frame.Body.Graph.Blocks[frame.Block];
        var value = block.BranchValue is null ? null : frame.ValueOf(block.BranchValue);
        if (block.ConditionKind == ControlFlowConditionKind.None || block.ConditionalSuccessor is null)
        {
            Follow(state, block.FallThroughSuccessor, value);
            return;
        }

        foreach (var (path, isTrue) in _semantics.Conditions.Truths(state, block.BranchValue!, value))
        {
            if (value?.Source is { } reading)
                path.Trace = path.Trace.Test(reading);

            var jumps = isTrue == (block.ConditionKind == ControlFlowConditionKind.WhenTrue);
            Follow(path, jumps ? block.ConditionalSuccessor : block.FallThroughSuccessor, value: null);
        }
    }

    private void Follow(SimulationState state, ControlFlowBranch? branch, AbstractValue? value)
    {
        var frame = state.Top;
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Return:
                frame.ReturnValue = value;
                Unwind(state, new Unwinding(branch, 0, frame.Unwinding));
                break;

            case ControlFlowBranchSemantics.Regular:
                Unwind(state, new Unwinding(branch, 0, frame.Unwinding));
                break;

            case ControlFlowBranchSemantics.StructuredExceptionHandling when frame.Unwinding is { } unwinding:
                Unwind(state, unwinding);
                break;

            case null:
                Return(state);
                break;

            default:
                Throw(state);
                break;
        }
    }

    /// <summary>Ends a path with an exception, unless a handler takes it.</summary>
    public void Throw(SimulationState state)
    {
        MayThrow(state);
        Thrown.Add(state);
    }

    /// <summary>Runs the finally blocks that a branch leaves, then follows it.</summary>
    private void Unwind(SimulationState state, Unwinding unwinding)
    {
        var frame = state.Top;
        if (unwinding.Next < unwinding.Branch.FinallyRegions.Length)
        {
            frame.Unwinding = unwinding with { Next = unwinding.Next + 1 };
            frame.MoveTo(unwinding.Branch.FinallyRegions[unwinding.Next].FirstBlockOrdinal);
            Park(state);
            return;
        }

        frame.Unwinding = unwinding.Outer;
        if (unwinding.Branch.Destination is not { } destination)
        {
            Thrown.Add(state);
            return;
        }

        if (destination.Kind == BasicBlockKind.Exit)
        {
            Return(state);
            return;
        }

        frame.MoveTo(destination.Ordinal);
        Park(state);
    }

    private void Return(SimulationState state)
    {
        var frame = state.Pop();
        var result = frame.ResultInPlaceOfReturn ?? frame.ReturnValue;
        if (state.Stack.Count > 0)
        {
            // An awaiting operation takes up the result itself; a caller that did not wait gets a completed task.
            var caller = state.Top;
            var site = caller.Body.OperationsOf(caller.Block)[caller.Index];
            var isTask = frame.Body.Method.IsAsync && !frame.IsResumed;
            var value = isTask ? AbstractValue.CompletedTask(result) : result;
            caller.Set(site, value ?? AbstractValue.OfThing(Values.Made(site, caller.Id, from: null, site.Type)));
            caller.Index++;
            Park(state);
            return;
        }

        if (state.Waiting.Count == 0)
        {
            AddReturned(state);
            return;
        }

        // The caller has its task; what the call left waiting goes on by itself.
        state.IsUnobserved |= state.Stage == 0 && frame.Body.Method.ReturnsVoid;
        state.Push(state.TakeWaitingAt(0));
        state.Stage++;
        Open(state);
        state.Trace = state.Trace with { HasWaited = true };
        Park(state);
    }

    private void AddReturned(SimulationState state)
    {
        foreach (var known in Returned)
        {
            if (StateJoin.TryJoin(known, state, Values))
                return;
        }

        if (Returned.Count >= PathsPerLocation)
            Budget.Exhaust();

        Returned.Add(state);
    }

    /// <summary>The paths that reached a location: those that wait there, and those that went on from it.</summary>
    private sealed class Paths
    {
        public Queue<SimulationState> Open { get; } = new();

        public List<SimulationState> Seen { get; } = new();
    }
}

/// <summary>What executing an operation did to the path.</summary>
internal enum Progress
{
    /// <summary>The operation has its value; the next one follows.</summary>
    Done,

    /// <summary>The path goes on elsewhere: in a call, or behind it.</summary>
    Moved,

    /// <summary>The path ended, or was parked by the operation itself.</summary>
    Ended,
}
