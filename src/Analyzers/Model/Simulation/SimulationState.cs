using Lifecycle.Analyzers.Flow;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// One path of a simulated call: the calls under way, what the members, locals and things are known to be, and what the
/// path did. It changes as the path goes on, and is cloned where the path forks.
/// </summary>
internal sealed class SimulationState
{
    private readonly List<Frame> _stack;
    private readonly List<Frame> _waiting;

    public SimulationState(int call)
    {
        Call = call;
        Slots = SmallMap<Slot, AbstractValue>.Empty;
        Facts = SmallMap<int, ValueFact>.Empty;
        _stack = new List<Frame>();
        _waiting = new List<Frame>();
    }

    private SimulationState(SimulationState other, SimulationState memory)
    {
        Call = other.Call;
        Stage = other.Stage;
        LocksHeld = other.LocksHeld;
        IsUnobserved = other.IsUnobserved;
        Earlier = other.Earlier;
        Trace = other.Trace;
        Slots = memory.Slots;
        SlotsHash = memory.SlotsHash;
        Facts = memory.Facts;
        _stack = other._stack.ConvertAll(static frame => frame.Clone());
        _waiting = other._waiting.ConvertAll(static frame => frame.Clone());
    }

    /// <summary>1 for the first call of the member, 2 for the second.</summary>
    public int Call { get; }

    /// <summary>How many pending frames have been taken up after the call itself had returned.</summary>
    public int Stage { get; set; }

    public int LocksHeld { get; set; }

    /// <summary>True once a call that returns no task has returned: what it left running is awaited by nobody, and what that throws is felt by nobody.</summary>
    public bool IsUnobserved { get; set; }

    public Trace Trace { get; set; } = Trace.Empty;

    /// <summary>What the first call did, when this is the second.</summary>
    public Trace Earlier { get; private init; } = Trace.Empty;

    public IReadOnlyList<Frame> Stack => _stack;

    /// <summary>The frames that wait for something and that nobody awaits yet.</summary>
    public IReadOnlyList<Frame> Waiting => _waiting;

    public SmallMap<Slot, AbstractValue> Slots { get; private set; }

    /// <summary>A number that differs when the slots do, kept as they change: most paths are told apart by it.</summary>
    public int SlotsHash { get; private set; }

    public SmallMap<int, ValueFact> Facts { get; private set; }

    public Frame Top => _stack[_stack.Count - 1];

    public SimulationState Clone()
    {
        return new SimulationState(this, memory: this);
    }

    /// <summary>This path, going on after another call has done to the members what it did.</summary>
    public SimulationState After(SimulationState otherCall)
    {
        var merged = new SimulationState(this, memory: otherCall);
        for (var position = 0; position < Slots.Count; position++)
        {
            var slot = Slots[position];
            if (slot.Key.IsLocal)
                merged.Set(slot.Key, slot.Value);
        }

        return merged;
    }

    /// <summary>The innermost call by itself, in the same state, as if somebody outside had made it.</summary>
    public SimulationState Alone()
    {
        var alone = new SimulationState(Call) { LocksHeld = LocksHeld, Slots = Slots, SlotsHash = SlotsHash, Facts = Facts };
        alone.Push(Top.Clone());
        return alone;
    }

    /// <summary>A new call on what this path has left behind.</summary>
    public SimulationState NextCall(int call)
    {
        var next = new SimulationState(call) { Earlier = Trace, Slots = Slots, SlotsHash = SlotsHash, Facts = Facts };
        next.Forget(static slot => slot.IsLocal);
        return next;
    }

    public void Push(Frame frame)
    {
        _stack.Add(frame);
    }

    /// <summary>Takes the innermost call off the stack, together with its locals.</summary>
    public Frame Pop()
    {
        var frame = Detach();
        if (frame.Body.Graph.LocalFunctions.IsEmpty)
            Forget(slot => slot.Owner == -frame.Id);

        return frame;
    }

    /// <summary>Takes the innermost call off the stack and keeps its locals.</summary>
    public Frame Detach()
    {
        var frame = Top;
        _stack.RemoveAt(_stack.Count - 1);
        return frame;
    }

    public void Wait(Frame frame)
    {
        _waiting.Add(frame);
    }

    public Frame? TakeWaiting(int id)
    {
        var index = _waiting.FindIndex(frame => frame.Id == id);
        return index < 0 ? null : TakeWaitingAt(index);
    }

    public Frame TakeWaitingAt(int index)
    {
        var frame = _waiting[index];
        _waiting.RemoveAt(index);
        return frame;
    }

    public AbstractValue? Get(Slot slot)
    {
        return Slots.TryGetValue(slot, out var value) ? value : null;
    }

    public void Set(Slot slot, AbstractValue value)
    {
        // A member is a source anew each time it is read; a local hands on what it was given.
        var kept = slot.IsLocal || value.Source is null ? value : value with { Source = null };
        if (Slots.TryGetValue(slot, out var known))
            SlotsHash ^= Hash(slot, known);

        SlotsHash ^= Hash(slot, kept);
        Slots = Slots.SetItem(slot, kept);
    }

    public void Forget(Func<Slot, bool> which)
    {
        var slots = Slots;
        for (var position = slots.Count - 1; position >= 0; position--)
        {
            var slot = slots[position];
            if (which(slot.Key))
                Forget(slot.Key, slot.Value);
        }
    }

    public void Forget(Slot slot)
    {
        if (Slots.TryGetValue(slot, out var value))
            Forget(slot, value);
    }

    private void Forget(Slot slot, AbstractValue value)
    {
        SlotsHash ^= Hash(slot, value);
        Slots = Slots.Remove(slot);
    }

    public ValueFact FactOf(int thing, ValueTable table)
    {
        return Facts.TryGetValue(thing, out var fact) ? fact : table.InherentFact(thing);
    }

    public void Learn(int thing, ValueFact fact)
    {
        Facts = Facts.SetItem(thing, fact);
    }

    /// <summary>Drops what was learnt of a thing, because the operation that names it was evaluated anew.</summary>
    public void Unlearn(int thing)
    {
        Facts = Facts.Remove(thing);
    }

    /// <summary>The value as far as it is known: a thing of which all is known becomes a constant or null.</summary>
    public AbstractValue Resolve(AbstractValue value, ValueTable table)
    {
        if (value.Kind != ValueKind.Thing)
            return value;

        var fact = FactOf(value.Thing, table);
        return fact.IsNull == true ? AbstractValue.Null with { Source = value.Source }
            : fact.IsKnownNumber ? AbstractValue.Constant(unchecked(fact.Min + value.Number)) with { Source = value.Source }
            : value;
    }

    private static int Hash(Slot slot, AbstractValue value)
    {
        return unchecked((slot.GetHashCode() * 486187739) ^ (value.Kind, value.Number, value.Thing).GetHashCode());
    }
}
