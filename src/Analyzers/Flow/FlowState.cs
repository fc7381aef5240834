using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What is known at one point of a body: the state of each obligation, who holds it, and what conditions have told.</summary>
internal sealed class FlowState
{
    // One plane a state, one bit an obligation: states are copied and joined all the time.
    private ulong _notCreated;
    private ulong _open;
    private ulong _closed;
    private ulong _handedOn;
    private ulong _unknown;
    private ulong _retained;
    private ulong _lost;
    private SmallMap<AliasKey, Aliases> _aliases;
    private SmallMap<AliasKey, Fact> _facts;
    private SmallMap<int, SmallMap<AliasKey, Fact>> _createdUnder;

    private FlowState(SmallMap<AliasKey, Aliases> aliases, SmallMap<AliasKey, Fact> facts, SmallMap<int, SmallMap<AliasKey, Fact>> createdUnder)
    {
        _aliases = aliases;
        _facts = facts;
        _createdUnder = createdUnder;
    }

    public static FlowState Entry(int obligations)
    {
        return new FlowState(SmallMap<AliasKey, Aliases>.Empty, SmallMap<AliasKey, Fact>.Empty, SmallMap<int, SmallMap<AliasKey, Fact>>.Empty)
        {
            _notCreated = obligations >= 64 ? ulong.MaxValue : (1UL << obligations) - 1,
        };
    }

    public FlowState Clone()
    {
        return new FlowState(_aliases, _facts, _createdUnder)
        {
            _notCreated = _notCreated,
            _open = _open,
            _closed = _closed,
            _handedOn = _handedOn,
            _unknown = _unknown,
            _retained = _retained,
            _lost = _lost,
        };
    }

    /// <summary>Another number after each change.</summary>
    public int Version { get; private set; }

    public ObligationState Of(Obligation obligation)
    {
        return Of(obligation.Mask);
    }

    private ObligationState Of(ulong mask)
    {
        return ((_notCreated & mask) != 0 ? ObligationState.NotCreated : 0)
            | (((_open | _lost) & mask) != 0 ? ObligationState.Open : 0)
            | ((_closed & mask) != 0 ? ObligationState.Closed : 0)
            | ((_handedOn & mask) != 0 ? ObligationState.HandedOn : 0)
            | ((_unknown & mask) != 0 ? ObligationState.Unknown : 0)
            | ((_retained & mask) != 0 ? ObligationState.Retained : 0);
    }

    private void Become(ObligationState state, ulong mask)
    {
        switch (state)
        {
            case ObligationState.Closed:
                _closed |= mask;
                break;
            case ObligationState.HandedOn:
                _handedOn |= mask;
                break;
            case ObligationState.Retained:
                _retained |= mask;
                break;
            case ObligationState.NotCreated:
                _notCreated |= mask;
                break;
            default:
                _unknown |= mask;
                break;
        }
    }

    /// <summary>What is open and may be the value is not open any more: it is the outcome where it is the value for certain, and unknown elsewhere.</summary>
    private void Leave(ulong may, ulong must, ObligationState outcome)
    {
        var affected = _open & may;
        if (affected == 0)
            return;

        Version++;
        _open &= ~affected;
        _unknown |= affected & ~must;
        Become(outcome, affected & must);
    }

    public Aliases HeldBy(AliasKey key)
    {
        return _aliases.TryGetValue(key, out var aliases) ? aliases : default;
    }

    /// <summary>The one local or parameter that holds the value, or what holds on to it; null when there is none, or another as well.</summary>
    public ISymbol? OnlyHolderOf(ulong mask)
    {
        ISymbol? holder = null;
        for (var position = 0; position < _aliases.Count; position++)
        {
            var pair = _aliases[position];
            if (pair.Key.Symbol is not { } symbol || ((pair.Value.May | pair.Value.Carried) & mask) == 0)
                continue;

            if (holder is not null || (pair.Value.Must & mask) == 0)
                return null;

            holder = symbol;
        }

        return holder;
    }

    public bool IsHeld(ulong mask)
    {
        for (var position = 0; position < _aliases.Count; position++)
        {
            var pair = _aliases[position];
            if (pair.Key.Symbol is not null && ((pair.Value.May | pair.Value.Carried) & mask) != 0)
                return true;
        }

        return false;
    }

    /// <summary>True when the resource is open on some path, and whoever is said to hold it holds it there.</summary>
    public bool IsWithinReach(ulong mask)
    {
        return (_open & mask) != 0;
    }

    /// <summary>
    /// The last holder got another value. The resource stays open, and nothing that code does reaches it any more: where
    /// paths meet, it says nothing about who holds it on the others.
    /// </summary>
    public void Lose(ulong mask)
    {
        for (var position = 0; position < _aliases.Count; position++)
        {
            var value = _aliases[position].Value;
            mask &= ~(value.May | value.Carried);
        }

        var lost = _open & mask;
        if (lost == 0)
            return;

        Version++;
        _open &= ~lost;
        _lost |= lost;
    }

    /// <summary>What was closed takes along what was made over it, whoever holds that.</summary>
    public void CloseOver(ulong mask)
    {
        Leave(mask, mask, ObligationState.Closed);
        _closed |= _lost & mask;
        _lost &= ~mask;
    }

    /// <summary>A fresh value: the obligation is open, and nothing holds it yet.</summary>
    public void Create(Obligation obligation)
    {
        Version++;
        var others = ~obligation.Mask;
        _notCreated &= others;
        _closed &= others;
        _handedOn &= others;
        _unknown &= others;
        _retained &= others;
        _lost &= others;
        _open |= obligation.Mask;
        _createdUnder = _facts.Count == 0 ? _createdUnder.Remove(obligation.Index) : _createdUnder.SetItem(obligation.Index, _facts);
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
        var createdUnder = _createdUnder;
        for (var position = 0; position < createdUnder.Count; position++)
        {
            var facts = createdUnder[position];
            if (facts.Value.ContainsKey(key))
                _createdUnder = _createdUnder.SetItem(facts.Key, facts.Value.Remove(key));
        }
    }

    /// <summary>Closes or hands on what a value may be. Where it is not certain which resource the value is, nothing is known afterwards.</summary>
    public void Discharge(Aliases value, ObligationState outcome)
    {
        var may = outcome == ObligationState.Closed ? value.May : value.May | value.Carried;
        Leave(may, value.Must, outcome);
    }

    /// <summary>The operation that would have made the resource did not come to its end.</summary>
    public void Uncreate(Obligation obligation)
    {
        if (Of(obligation) != ObligationState.Open)
            return;

        _open &= ~obligation.Mask;
        _notCreated |= obligation.Mask;
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

        Leave(~held, 0, ObligationState.Unknown);
    }

    /// <summary>The value is null here, so it is not one of the resources that its holder can hold.</summary>
    public void RefineNull(Aliases value)
    {
        Leave(value.May, value.Must, ObligationState.NotCreated);
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

        for (var position = 0; position < _createdUnder.Count; position++)
        {
            var created = _createdUnder[position];
            if (created.Value.TryGetValue(key, out var then) && then != fact)
                Leave(1UL << created.Key, 1UL << created.Key, ObligationState.NotCreated);
        }

        return true;
    }

    /// <summary>Adds what another path brings to the same point; true when that changed anything.</summary>
    public bool Join(FlowState other)
    {
        var changed = JoinAliases(other);
        changed |= JoinConditions(other);
        changed |= Join(ref _notCreated, other._notCreated);
        changed |= Join(ref _open, other._open);
        changed |= Join(ref _closed, other._closed);
        changed |= Join(ref _handedOn, other._handedOn);
        changed |= Join(ref _unknown, other._unknown);
        changed |= Join(ref _retained, other._retained);
        changed |= Join(ref _lost, other._lost);
        if (!ReferenceEquals(_facts, other._facts))
        {
            var common = Common(_facts, other._facts);
            changed |= common.Count != _facts.Count;
            _facts = common;
        }

        return changed;
    }

    private static bool Join(ref ulong mine, ulong theirs)
    {
        var joined = mine | theirs;
        var changed = joined != mine;
        mine = joined;
        return changed;
    }

    /// <summary>Of the conditions under which a resource was created those remain that hold on both ways; asked before the states are joined.</summary>
    private bool JoinConditions(FlowState other)
    {
        if (ReferenceEquals(_createdUnder, other._createdUnder))
            return false;

        var changed = false;
        var mine = _createdUnder;
        for (var position = 0; position < mine.Count; position++)
        {
            var facts = mine[position];

            // A path without the resource says nothing of the conditions under which it was created.
            if (other.Of(1UL << facts.Key) == ObligationState.NotCreated)
                continue;

            var common = Common(facts.Value, other._createdUnder.TryGetValue(facts.Key, out var theirs) ? theirs : SmallMap<AliasKey, Fact>.Empty);
            if (common.Count == facts.Value.Count)
                continue;

            _createdUnder = _createdUnder.SetItem(facts.Key, common);
            changed = true;
        }

        for (var position = 0; position < other._createdUnder.Count; position++)
        {
            var facts = other._createdUnder[position];
            if (!mine.ContainsKey(facts.Key) && (Of(1UL << facts.Key) & ~ObligationState.NotCreated) == 0)
                _createdUnder = _createdUnder.SetItem(facts.Key, facts.Value);
        }

        return changed;
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

        var notOpenHere = ~_open;
        var notOpenThere = ~other._open;
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
}
