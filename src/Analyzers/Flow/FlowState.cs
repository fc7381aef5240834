using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What is known at one point of a body: the state of each obligation, who holds it, and what conditions have told.</summary>
internal sealed class FlowState
{
    private readonly ObligationState[] _states;
    private readonly Dictionary<AliasKey, Aliases> _aliases;
    private readonly Dictionary<ISymbol, Fact> _facts;
    private readonly Dictionary<ISymbol, Fact>?[] _createdUnder;

    private FlowState(
        ObligationState[] states,
        Dictionary<AliasKey, Aliases> aliases,
        Dictionary<ISymbol, Fact> facts,
        Dictionary<ISymbol, Fact>?[] createdUnder)
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

        return new FlowState(states, [], new Dictionary<ISymbol, Fact>(SymbolEqualityComparer.Default), new Dictionary<ISymbol, Fact>?[obligations]);
    }

    public FlowState Clone()
    {
        return new FlowState(
            Copy(_states),
            new Dictionary<AliasKey, Aliases>(_aliases),
            new Dictionary<ISymbol, Fact>(_facts, SymbolEqualityComparer.Default),
            Copy(_createdUnder));
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
        _createdUnder[obligation.Index] = _facts.Count == 0 ? null : new Dictionary<ISymbol, Fact>(_facts, SymbolEqualityComparer.Default);
        foreach (var key in _aliases.Keys.ToArray())
            _aliases[key] = _aliases[key].Without(obligation.Mask);
    }

    /// <summary>The holder gets a new value; what was known of its old value is gone.</summary>
    public void Assign(AliasKey key, Aliases value)
    {
        Version++;
        if (value == default)
            _aliases.Remove(key);
        else
            _aliases[key] = value;

        if (key.Symbol is not { } symbol)
            return;

        _facts.Remove(symbol);
        for (var index = 0; index < _createdUnder.Length; index++)
        {
            if (_createdUnder[index] is not { } facts || !facts.ContainsKey(symbol))
                continue;

            var rest = new Dictionary<ISymbol, Fact>(facts, SymbolEqualityComparer.Default);
            rest.Remove(symbol);
            _createdUnder[index] = rest;
        }
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
        foreach (var pair in _aliases)
        {
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
        if (_facts.TryGetValue(symbol, out var known) && known != fact)
            return false;

        _facts[symbol] = fact;
        for (var index = 0; index < _states.Length; index++)
        {
            if (_createdUnder[index] is { } facts && facts.TryGetValue(symbol, out var then) && then != fact
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

        foreach (var symbol in _facts.Keys.ToArray())
        {
            if (!other._facts.TryGetValue(symbol, out var fact) || fact != _facts[symbol])
            {
                _facts.Remove(symbol);
                changed = true;
            }
        }

        return changed;
    }

    private bool Intersect(Dictionary<ISymbol, Fact> mine, Dictionary<ISymbol, Fact>? theirs, ObligationState theirState, int index)
    {
        // A path without the resource says nothing of the conditions under which it was created.
        if (theirState == ObligationState.NotCreated)
            return false;

        var rest = new Dictionary<ISymbol, Fact>(SymbolEqualityComparer.Default);
        if (theirs is not null)
        {
            foreach (var pair in mine)
            {
                if (theirs.TryGetValue(pair.Key, out var fact) && fact == pair.Value)
                    rest.Add(pair.Key, pair.Value);
            }
        }

        if (rest.Count == mine.Count)
            return false;

        _createdUnder[index] = rest;
        return true;
    }

    private bool JoinAliases(FlowState other)
    {
        var notOpenHere = NotOpenMask();
        var notOpenThere = other.NotOpenMask();
        var changed = false;
        foreach (var key in _aliases.Keys.Concat(other._aliases.Keys).Distinct().ToArray())
        {
            var mine = HeldBy(key);
            var theirs = other.HeldBy(key);

            // On a path where the resource is not open any holder may be said to hold it: nothing follows from that.
            var must = (mine.Must & theirs.Must) | (mine.Must & notOpenThere) | (theirs.Must & notOpenHere);
            var joined = new Aliases(must, mine.May | theirs.May, mine.Carried | theirs.Carried, mine.IsNothingElse && theirs.IsNothingElse);
            if (joined.Equals(mine))
                continue;

            _aliases[key] = joined;
            changed = true;
        }

        return changed;
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
