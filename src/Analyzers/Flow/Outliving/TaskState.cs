using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>What is known at one point of a graph: what its variables may hold, and which unfinished task works with which closable.</summary>
internal sealed class TaskState
{
    /// <summary>The arguments of a call that are told apart; the last one stands for the scope that a returned task leaves.</summary>
    private const int Slots = 16;
    private const int ScopeSlot = Slots - 1;

    private SmallMap<AliasKey, TaskValue> _values = SmallMap<AliasKey, TaskValue>.Empty;
    private SmallMap<AliasKey, bool> _flags = SmallMap<AliasKey, bool>.Empty;
    private SmallMap<int, ulong> _uses = SmallMap<int, ulong>.Empty;
    private SmallMap<int, SyntaxNode> _places = SmallMap<int, SyntaxNode>.Empty;
    private ulong _shared;
    private ulong _returned;

    /// <summary>The tasks that went on when a call of the code itself closed something they work with.</summary>
    public ulong Ended { get; private set; }

    /// <summary>The scopes that are open and that nothing names.</summary>
    public ulong Extents { get; private set; }

    public TaskState Clone()
    {
        return new TaskState { _values = _values, _flags = _flags, _uses = _uses, _places = _places, _shared = _shared, _returned = _returned, Ended = Ended, Extents = Extents };
    }

    public TaskValue Of(AliasKey key)
    {
        return _values.TryGetValue(key, out var value) ? value : default;
    }

    public void Assign(AliasKey key, TaskValue value)
    {
        _values = value == default ? _values.Remove(key) : _values.SetItem(key, value);
        _flags = _flags.Remove(key);
    }

    public void AssignFlag(AliasKey key, bool value)
    {
        _flags = _flags.SetItem(key, value);
    }

    /// <summary>True when the flag cannot have the value here.</summary>
    public bool Excludes(AliasKey key, bool value)
    {
        return _flags.TryGetValue(key, out var known) && known != value;
    }

    public void Open(Closable closable)
    {
        Forget(closable.Mask);
        if (closable.IsExtent)
            Extents |= closable.Mask;
    }

    public void Begin(int task, SyntaxNode place)
    {
        Finish(1UL << task);
        _shared &= ~(1UL << task);
        _returned &= ~(1UL << task);
        Ended &= ~(1UL << task);
        _places = _places.SetItem(task, place);
    }

    public void Use(int task, int slot, ulong closables)
    {
        if (closables != 0)
            _uses = _uses.SetItem((task * Slots) + Math.Min(slot, ScopeSlot - 1), closables);
    }

    /// <summary>Others can see the tasks from here on.</summary>
    public void Share(ulong tasks)
    {
        _shared |= tasks;
    }

    /// <summary>The tasks are done, or what becomes of them is not known.</summary>
    public void Finish(ulong tasks)
    {
        if (tasks == 0)
            return;

        var uses = _uses;
        for (var position = 0; position < uses.Count; position++)
        {
            var key = uses[position].Key;
            if ((tasks & (1UL << (key / Slots))) != 0)
                _uses = _uses.Remove(key);
        }
    }

    /// <summary>The tasks are handed back while the scopes are open that they were started in.</summary>
    public void Return(ulong tasks, SyntaxNode? place)
    {
        _returned |= tasks;
        for (var task = 0; task < 64; task++)
        {
            if ((tasks & (1UL << task)) == 0 || !_places.ContainsKey(task))
                continue;

            if (place is not null)
                _places = _places.SetItem(task, place);

            // What a field keeps as well may run for all who ask: the scope was there for the asking.
            if (Extents != 0 && (_shared & (1UL << task)) == 0)
                _uses = _uses.SetItem((task * Slots) + ScopeSlot, Extents);
        }
    }

    /// <summary>Work on the values has been told to end.</summary>
    public void Release(ulong closables)
    {
        var uses = _uses;
        for (var position = 0; position < uses.Count; position++)
        {
            var use = uses[position];
            if ((use.Value & closables) != 0 && use.Key % Slots != ScopeSlot)
                _uses = _uses.Remove(use.Key);
        }
    }

    /// <summary>Code waits, for these tasks among others: tells which ones go on meanwhile, or were ended by a close before it.</summary>
    public ulong Wait(ulong awaited)
    {
        var waiting = awaited & Ended;
        for (var position = 0; position < _uses.Count; position++)
            waiting |= 1UL << (_uses[position].Key / Slots);

        ForgetTasks();
        return waiting;
    }

    /// <summary>The values are closed by a call of the code itself: whoever awaits the tasks next has ended them by that.</summary>
    public void End(ulong closables, Action<int, ulong, SyntaxNode, bool>? found)
    {
        for (var position = 0; position < _uses.Count; position++)
        {
            if ((_uses[position].Value & closables) != 0)
                Ended |= 1UL << (_uses[position].Key / Slots);
        }

        Close(closables, found);
    }

    /// <summary>The values are closed: tells which tasks go on working with them, and whether they are returned.</summary>
    public void Close(ulong closables, Action<int, ulong, SyntaxNode, bool>? found)
    {
        var uses = _uses;
        for (var position = 0; position < uses.Count; position++)
        {
            var (key, used) = (uses[position].Key, uses[position].Value);
            var isCutOff = key % Slots == ScopeSlot ? (used & closables) != 0 : (used & ~closables) == 0;
            if (!isCutOff)
                continue;

            if (_places.TryGetValue(key / Slots, out var place))
                found?.Invoke(key / Slots, used & closables, place, (_returned & (1UL << (key / Slots))) != 0);

            _uses = _uses.Remove(key);
        }

        Extents &= ~closables;
    }

    /// <summary>Nothing is said of the tasks that were started before.</summary>
    public void ForgetTasks()
    {
        _uses = SmallMap<int, ulong>.Empty;
    }

    public bool Join(TaskState other)
    {
        var changed = JoinFlags(other);
        for (var position = 0; position < other._values.Count; position++)
        {
            var theirs = other._values[position];
            var mine = Of(theirs.Key);
            var joined = mine.Or(theirs.Value);
            if (joined == mine)
                continue;

            _values = _values.SetItem(theirs.Key, joined);
            changed = true;
        }

        for (var position = 0; position < other._uses.Count; position++)
        {
            var theirs = other._uses[position];
            _uses.TryGetValue(theirs.Key, out var mine);
            if ((mine | theirs.Value) == mine)
                continue;

            _uses = _uses.SetItem(theirs.Key, mine | theirs.Value);
            changed = true;
        }

        for (var position = 0; position < other._places.Count; position++)
        {
            var theirs = other._places[position];
            if (_places.ContainsKey(theirs.Key))
                continue;

            _places = _places.SetItem(theirs.Key, theirs.Value);
            changed = true;
        }

        changed |= (~_shared & other._shared) != 0 || (~_returned & other._returned) != 0 || (~Ended & other.Ended) != 0 || (~Extents & other.Extents) != 0;
        _shared |= other._shared;
        _returned |= other._returned;
        Ended |= other.Ended;
        Extents |= other.Extents;
        return changed;
    }

    private bool JoinFlags(TaskState other)
    {
        var changed = false;
        var mine = _flags;
        for (var position = 0; position < mine.Count; position++)
        {
            var flag = mine[position];
            if (other._flags.TryGetValue(flag.Key, out var theirs) && theirs == flag.Value)
                continue;

            _flags = _flags.Remove(flag.Key);
            changed = true;
        }

        return changed;
    }

    /// <summary>A loop makes the value anew: what was said of the one of the turn before is over.</summary>
    private void Forget(ulong closable)
    {
        var values = _values;
        for (var position = 0; position < values.Count; position++)
        {
            var value = values[position];
            if ((value.Value.Closables & closable) != 0)
                _values = _values.SetItem(value.Key, value.Value.Without(closable));
        }

        var uses = _uses;
        for (var position = 0; position < uses.Count; position++)
        {
            var use = uses[position];
            if ((use.Value & closable) != 0)
                _uses = (use.Value & ~closable) == 0 ? _uses.Remove(use.Key) : _uses.SetItem(use.Key, use.Value & ~closable);
        }
    }
}
