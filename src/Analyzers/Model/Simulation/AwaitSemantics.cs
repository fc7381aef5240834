using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// What waiting does. A simulated async call runs until it first waits, then its caller goes on with a pending task, as
/// at run time: only so is it seen that <c>_closing ??= CloseCoreAsync()</c> claims before anybody else can come in.
/// </summary>
internal sealed class AwaitSemantics
{
    private readonly CallSimulation _simulation;

    public AwaitSemantics(CallSimulation simulation)
    {
        _simulation = simulation;
    }

    public Progress Execute(SimulationState state, Frame frame, IAwaitOperation await)
    {
        var task = frame.ValueOf(await.Operation);
        if (task is { Kind: ValueKind.Task, IsPending: false })
        {
            if (task.Result is { } result)
                frame.Set(await, result);

            return Progress.Done;
        }

        // The next element of what is known to be empty.
        if (task is { Kind: ValueKind.Constant })
        {
            frame.Set(await, task);
            return Progress.Done;
        }

        var isPending = task is { IsPending: true } && IsWaiting(state, (int)task.Number);
        if (state.Stack.Count > 1 && !frame.IsResumed)
        {
            if (!isPending)
            {
                frame.Set(await, ResultOf(state, frame, await, task));
                frame.Index++;
            }

            return Suspend(state, frame);
        }

        // Nobody is left to go on in the meantime, but another caller.
        _simulation.Open(state);
        state.Trace = state.Trace with { HasWaited = true };
        if (isPending)
            return Resume(state, (int)task!.Number);

        frame.Set(await, ResultOf(state, frame, await, task));
        return Progress.Done;
    }

    /// <summary>Runs a pending call to its end, for a caller that blocks on it.</summary>
    public Progress? TryBlock(SimulationState state, Frame frame, IOperation blocking, AbstractValue? task)
    {
        if (task is not { Kind: ValueKind.Task })
            return null;

        if (task.IsPending && IsWaiting(state, (int)task.Number))
            return Resume(state, (int)task.Number);

        if (task.Result is { } result)
            frame.Set(blocking, result);

        return Progress.Done;
    }

    private static bool IsWaiting(SimulationState state, int id)
    {
        foreach (var frame in state.Waiting)
        {
            if (frame.Id == id)
                return true;
        }

        return false;
    }

    private static Progress Suspend(SimulationState state, Frame frame)
    {
        state.Detach();
        frame.IsResumed = true;
        state.Wait(frame);
        var caller = state.Top;
        caller.Set(caller.Body.OperationsOf(caller.Block)[caller.Index], AbstractValue.PendingTask(frame.Id));
        caller.Index++;
        return Progress.Moved;
    }

    private static Progress Resume(SimulationState state, int id)
    {
        if (state.TakeWaiting(id) is { } waiting)
            state.Push(waiting);

        return Progress.Moved;
    }

    private AbstractValue ResultOf(SimulationState state, Frame frame, IAwaitOperation await, AbstractValue? task)
    {
        var values = _simulation.Values;
        var thing = values.Made(await, frame.Id, task is { Kind: ValueKind.Thing } ? task.Thing : null, await.Type);
        state.Unlearn(thing);
        if (task is not { Kind: ValueKind.Thing })
            return AbstractValue.OfThing(thing);

        if (values.IsDoubtful(task.Thing))
            values.MarkDoubtful(thing);

        var scope = new Slot(task.Thing, new StateKey(StateKind.Holds));
        if (state.Get(scope) is not null)
        {
            state.Forget(candidate => candidate == scope);
            state.Set(scope with { Owner = thing }, AbstractValue.True);
        }

        return AbstractValue.OfThing(thing);
    }
}
