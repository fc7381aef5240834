using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What is known at one point of a body: the state of each obligation, who holds it, and what conditions have told.</summary>
internal sealed class FlowState
{
    private readonly ObligationState[] _states;
    private readonly SmallMap<AliasKey, Fact>?[] _createdUnder;
    private SmallMap<AliasKey, Aliases> _aliases;
    private SmallMap<AliasKey, Fact> _facts;

    private FlowState(
        ObligationState[] states,
        SmallMap<AliasKey, Aliases> aliases,
        SmallMap<AliasKey, Fact> facts,
        SmallMap<AliasKey, Fact>?[] createdUnder)
    {
        _states = states;
        _aliases = aliases;
        _facts = facts;
        _createdUnder = createdUnder;
    }

    public static FlowState Entry(int obligations)
    {
        var states = new ObligationState[obligations];
        for (var index = 0; index < states.Length; index++)
            states[index] = ObligationState.NotCreated;

        return new FlowState(states, SmallMap<AliasKey, Aliases>.Empty, SmallMap<AliasKey, Fact>.Empty, new SmallMap<AliasKey, Fact>?[obligations]);
    }

    public FlowState Clone()
    {
        return new FlowState(Copy(_states), _aliases, _facts, Copy(_createdUnder));
    }

    // Array.Clone is several times slower on arrays as short as these.
    private static T[] Copy<T>(T[] array)
    {
        var copy = new T[array.Length];
        Array.Copy(array, copy, array.Length);
        return copy;
    }

    /// <summary>Another number after each change.</summary>
    public int Version { get; private set; }

    public ObligationState Of(Obligation obligation)
    {
        return _states[obligation.Index];
    }

    public Aliases HeldBy(AliasKey key)
    {
        return _aliases.TryGetValue(key, out var aliases) ? aliases : default;
    }

    /// <summary>A fresh value: the obligation is open, and nothing holds it yet.</summary>
    public void Create(Obligation obligation)
    {
        Version++;
        _states[obligation.Index] = ObligationState.Open;
        _createdUnder[obligation.Index] = _facts.Count == 0 ? null : _facts;
        var aliases = _aliases;
        for (var position = 0; position < aliases.Count; position++)
        {
            var held = aliases[position];
            if (((held.Value.Must | held.Value.May | held.Value.Carried) & obligation.Mask) != 0)
                _aliases = _aliases.SetItem(held.Key, held.Value.Without(obligation.Mask));
        }
    }

    /// <summary>The holder gets a new value; what was known of its old value is gone.</summary>
    public void Assign(AliasKey key, Aliases value)
    {
        Version++;
        _aliases = value == default ? _aliases.Remove(key) : _aliases.SetItem(key, value);
        if (key.Symbol is null)
            return;

        _facts = _facts.Remove(key);
        for (var index = 0; index < _createdUnder.Length; index++)
            _createdUnder[index] = _createdUnder[index]?.Remove(key);
    }

    /// <summary>Closes or hands on what a value may be. Where it is not certain which resource the value is, nothing is known afterwards.</summary>
    public void Discharge(Aliases value, ObligationState outcome)
    {
        for (var index = 0; index < _states.Length; index++)
        {
            var mask = 1UL << index;
            var isCarried = (value.Carried & mask) != 0 && outcome != ObligationState.Closed;
            if ((!isCarried && (value.May & mask) == 0) || (_states[index] & ObligationState.Open) == 0)
                continue;

            Version++;
            var result = (value.Must & mask) != 0 ? outcome : ObligationState.Unknown;
            _states[index] = (_states[index] & ~ObligationState.Open) | result;
        }
    }

    /// <summary>The operation that would have made the resource did not come to its end.</summary>
    public void Uncreate(Obligation obligation)
    {
        if (_states[obligation.Index] == ObligationState.Open)
            _states[obligation.Index] = ObligationState.NotCreated;
    }

    /// <summary>An exception between the creation of a value and the moment when a local holds it is nothing that code can mend.</summary>
    public void ForgetUnheld()
    {
        var held = 0UL;
        for (var position = 0; position < _aliases.Count; position++)
        {
            var pair = _aliases[position];
            if (pair.Key.Symbol is not null)
                held |= pair.Value.May;
        }

        for (var index = 0; index < _states.Length; index++)
        {
            if ((held & (1UL << index)) == 0 && (_states[index] & ObligationState.Open) != 0)
                _states[index] = (_states[index] & ~ObligationState.Open) | ObligationState.Unknown;
        }
    }

    /// <summary>The value is null here, so it is not one of the resources that its holder can hold.</summary>
    public void RefineNull(Aliases value)
    {
        for (var index = 0; index < _states.Length; index++)
        {
            var mask = 1UL << index;
            if ((value.May & mask) == 0 || (_states[index] & ObligationState.Open) == 0)
                continue;

            var result = (value.Must & mask) != 0 ? ObligationState.NotCreated : ObligationState.Unknown;
            _states[index] = (_states[index] & ~ObligationState.Open) | result;
        }
    }

    /// <summary>
    /// A condition has told something of a symbol. False when that cannot be on any path that comes here. A resource that was
    /// created while the opposite held cannot be open here.
    /// </summary>
    public bool Learn(ISymbol symbol, Fact fact)
    {
        var key = new AliasKey(symbol);
        var isKnown = _facts.TryGetValue(key, out var known);
        if (isKnown && known != fact)
            return false;

        if (!isKnown)
            _facts = _facts.SetItem(key, fact);

        for (var index = 0; index < _states.Length; index++)
        {
            if (_createdUnder[index] is { } facts && facts.TryGetValue(key, out var then) && then != fact
                && (_states[index] & ObligationState.Open) != 0)
            {
                _states[index] = (_states[index] & ~ObligationState.Open) | ObligationState.NotCreated;
            }
        }

        return true;
    }

    /// <summary>Adds what another path brings to the same point; true when that changed anything.</summary>
    public bool Join(FlowState other)
    {
        var changed = JoinAliases(other);
        for (var index = 0; index < _states.Length; index++)
        {
            if (_createdUnder[index] is { } mine)
                changed |= Intersect(mine, other._createdUnder[index], other._states[index], index);
            else if ((_states[index] & ~ObligationState.NotCreated) == 0)
                _createdUnder[index] = other._createdUnder[index];

            var joined = _states[index] | other._states[index];
            changed |= joined != _states[index];
            _states[index] = joined;
        }

        if (!ReferenceEquals(_facts, other._facts))
        {
            var common = Common(_facts, other._facts);
            changed |= common.Count != _facts.Count;
            _facts = common;
        }

        return changed;
    }

    private bool Intersect(SmallMap<AliasKey, Fact> mine, SmallMap<AliasKey, Fact>? theirs, ObligationState theirState, int index)
    {
        // A path without the resource says nothing of the conditions under which it was created.
        if (theirState == ObligationState.NotCreated || ReferenceEquals(mine, theirs))
            return false;

        var common = Common(mine, theirs ?? SmallMap<AliasKey, Fact>.Empty);
        _createdUnder[index] = common;
        return common.Count != mine.Count;
    }

    private static SmallMap<AliasKey, Fact> Common(SmallMap<AliasKey, Fact> mine, SmallMap<AliasKey, Fact> theirs)
    {
        var common = mine;
        for (var position = 0; position < mine.Count; position++)
        {
            var pair = mine[position];
            if (!theirs.TryGetValue(pair.Key, out var fact) || fact != pair.Value)
                common = common.Remove(pair.Key);
        }

        return common;
    }

    private bool JoinAliases(FlowState other)
    {
        if (ReferenceEquals(_aliases, other._aliases))
            return false;

        var notOpenHere = NotOpenMask();
        var notOpenThere = other.NotOpenMask();
        var changed = false;
        var mine = _aliases;
        for (var position = 0; position < mine.Count; position++)
        {
            var pair = mine[position];
            changed |= JoinAliases(pair.Key, pair.Value, other.HeldBy(pair.Key), notOpenHere, notOpenThere);
        }

        for (var position = 0; position < other._aliases.Count; position++)
        {
            var pair = other._aliases[position];
            if (!mine.ContainsKey(pair.Key))
                changed |= JoinAliases(pair.Key, default, pair.Value, notOpenHere, notOpenThere);
        }

        return changed;
    }

    private bool JoinAliases(AliasKey key, Aliases mine, Aliases theirs, ulong notOpenHere, ulong notOpenThere)
    {
        // On a path where the resource is not open any holder may be said to hold it: nothing follows from that.
        var must = (mine.Must & theirs.Must) | (mine.Must & notOpenThere) | (theirs.Must & notOpenHere);
        var joined = new Aliases(must, mine.May | theirs.May, mine.Carried | theirs.Carried, mine.IsNothingElse && theirs.IsNothingElse);
        if (joined.Equals(mine))
            return false;

        _aliases = _aliases.SetItem(key, joined);
        return true;
    }

    private ulong NotOpenMask()
    {
        var mask = 0UL;
        for (var index = 0; index < _states.Length; index++)
        {
            if ((_states[index] & ObligationState.Open) == 0)
                mask |= 1UL << index;
        }

        return mask;
    }
}
