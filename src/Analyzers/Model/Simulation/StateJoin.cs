using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Joins paths that stand at the same location and differ only in what no guard depends on.</summary>
internal static class StateJoin
{
    /// <summary>
    /// Makes the first path stand for both, or returns false when their members or locals hold different values: such
    /// paths stay apart, because a guard may tell them apart.
    /// </summary>
    public static bool TryJoin(SimulationState into, SimulationState other, ValueTable table)
    {
        if (!IsAlike(into, other) || !HaveSameValues(into, other, table, out var changes))
            return false;

        if (changes is not null)
        {
            foreach (var (slot, value) in changes)
                Apply(into, slot, value);
        }

        Finish(into, other, table);
        return true;
    }

    /// <summary>
    /// Joins paths whatever they hold: what differs is not known any more. True when that is said of a member of the
    /// instance, in which a guard may keep its state.
    /// </summary>
    public static bool ForceJoin(SimulationState into, SimulationState other, ValueTable table, object place)
    {
        var isMemberLost = false;
        foreach (var slot in SlotsOf(into, other))
        {
            if (JoinValues(into, other, slot, table) is { } joined)
            {
                Apply(into, slot, joined.Value);
                continue;
            }

            into.Set(slot, AbstractValue.OfThing(table.Unsure(place, slot, TypeOf(slot))));
            isMemberLost |= slot.Owner == AbstractValue.ThisThing;
        }

        Finish(into, other, table);
        return isMemberLost;
    }

    /// <summary>True when the new path holds nothing that the known one does not stand for already.</summary>
    public static bool IsCovered(SimulationState known, SimulationState added, ValueTable table)
    {
        if (known.SlotsHash != added.SlotsHash || known.Slots.Count != added.Slots.Count || !IsAlike(known, added) || !HoldSame(known, added))
            return false;

        for (var position = 0; position < known.Facts.Count; position++)
        {
            var fact = known.Facts[position];
            if (!fact.Value.FollowsFrom(added.FactOf(fact.Key, table)))
                return false;
        }

        foreach (var work in added.Trace.Work)
        {
            if (!known.Trace.Work.TryGetValue(work.Key, out var kind) || kind < work.Value)
                return false;
        }

        return added.Trace.Claims.Length <= known.Trace.Claims.Length && added.Trace.Tests.Length <= known.Trace.Tests.Length;
    }

    private static bool HoldSame(SimulationState known, SimulationState added)
    {
        if (ReferenceEquals(known.Slots, added.Slots))
            return true;

        for (var position = 0; position < known.Slots.Count; position++)
        {
            var slot = known.Slots[position];
            if (added.Get(slot.Key) is not { } value || !value.SameAs(slot.Value))
                return false;
        }

        return true;
    }

    private static bool IsAlike(SimulationState left, SimulationState right)
    {
        if (left.LocksHeld != right.LocksHeld
            || left.Trace.HasWorked != right.Trace.HasWorked
            || left.Trace.HasWaited != right.Trace.HasWaited
            || left.Stack.Count != right.Stack.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Stack.Count; i++)
        {
            if (!HaveSameOperands(left.Stack[i], right.Stack[i]))
                return false;
        }

        return true;
    }

    private static bool HaveSameOperands(Frame left, Frame right)
    {
        if (left.Values.Count != right.Values.Count || left.IsResumed != right.IsResumed || !IsSame(left.ReturnValue, right.ReturnValue))
            return false;

        foreach (var value in left.Values)
        {
            if (right.ValueOf(value.Key) is not { } other || !other.SameAs(value.Value))
                return false;
        }

        return true;
    }

    private static bool IsSame(AbstractValue? left, AbstractValue? right)
    {
        return left is null ? right is null : right is not null && left.SameAs(right);
    }

    private static bool HaveSameValues(
        SimulationState into,
        SimulationState other,
        ValueTable table,
        out List<(Slot Slot, AbstractValue? Value)>? changes)
    {
        changes = null;
        if (ReferenceEquals(into.Slots, other.Slots))
            return true;

        for (var position = 0; position < into.Slots.Count; position++)
        {
            if (!HasSameValue(into.Slots[position].Key, into, other, table, ref changes))
                return false;
        }

        for (var position = 0; position < other.Slots.Count; position++)
        {
            var slot = other.Slots[position].Key;
            if (!into.Slots.ContainsKey(slot) && !HasSameValue(slot, into, other, table, ref changes))
                return false;
        }

        return true;
    }

    private static bool HasSameValue(Slot slot, SimulationState into, SimulationState other, ValueTable table, ref List<(Slot Slot, AbstractValue? Value)>? changes)
    {
        if (JoinValues(into, other, slot, table) is not { } joined)
            return false;

        if (!ReferenceEquals(joined.Value, into.Get(slot)))
            (changes ??= []).Add((slot, joined.Value));

        return true;
    }

    private static List<Slot> SlotsOf(SimulationState left, SimulationState right)
    {
        var slots = new List<Slot>(left.Slots.Count + right.Slots.Count);
        for (var position = 0; position < left.Slots.Count; position++)
            slots.Add(left.Slots[position].Key);

        for (var position = 0; position < right.Slots.Count; position++)
        {
            if (!left.Slots.ContainsKey(right.Slots[position].Key))
                slots.Add(right.Slots[position].Key);
        }

        return slots;
    }

    /// <summary>The value that both hold; a null value when neither needs it; nothing when they differ.</summary>
    private static Joined? JoinValues(SimulationState left, SimulationState right, Slot slot, ValueTable table)
    {
        var one = left.Get(slot);
        var two = right.Get(slot);
        if (one is not null && two is not null)
        {
            if (one.SameAs(two))
                return new Joined(one);

            one = left.Resolve(one, table);
            two = right.Resolve(two, table);
            return one.SameAs(two) ? new Joined(one) : null;
        }

        // A path that did not read a member yet holds what it was before; what only one path declared is out of scope.
        var value = (one ?? two)!;
        if (slot.IsLocal || slot.Key is StateKey { Kind: StateKind.Test or StateKind.Read })
            return new Joined(null);

        if (slot.Key is StateKey { Kind: StateKind.Released or StateKind.Emptied or StateKind.Drained or StateKind.Holds or StateKind.Touched })
            return new Joined(value);

        var isUntouched = value.Kind == ValueKind.Thing && value.Number == 0 && value.Thing == table.Initial(slot, table.TypeOf(value.Thing));
        return isUntouched ? new Joined(value)
            : slot.Owner is AbstractValue.ThisThing or Slot.Statics || slot.Key is StateKey ? null
            : new Joined(null);
    }

    private static void Apply(SimulationState state, Slot slot, AbstractValue? value)
    {
        if (value is null)
            state.Forget(slot);
        else
            state.Set(slot, value);
    }

    private static void Finish(SimulationState into, SimulationState other, ValueTable table)
    {
        if (!ReferenceEquals(into.Facts, other.Facts))
        {
            var known = into.Facts;
            for (var position = 0; position < known.Count; position++)
                LearnWhatBothSay(known[position].Key, into, other, table);

            for (var position = 0; position < other.Facts.Count; position++)
            {
                if (!known.ContainsKey(other.Facts[position].Key))
                    LearnWhatBothSay(other.Facts[position].Key, into, other, table);
            }
        }

        into.Trace = into.Trace.Join(other.Trace);
    }

    private static void LearnWhatBothSay(int thing, SimulationState into, SimulationState other, ValueTable table)
    {
        var fact = into.FactOf(thing, table);
        var joined = fact.Join(other.FactOf(thing, table));
        if (!joined.Equals(fact) || !into.Facts.ContainsKey(thing))
            into.Learn(thing, joined);
    }

    private static ITypeSymbol? TypeOf(Slot slot)
    {
        return slot.Key switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
    }

    private readonly record struct Joined(AbstractValue? Value);
}
