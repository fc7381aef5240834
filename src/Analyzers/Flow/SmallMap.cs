namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// An immutable map for the few entries that a state of a body has. States are copied at each fork and compared at each
/// join, so a copy costs nothing here and a change copies one short array.
/// </summary>
internal sealed class SmallMap<TKey, TValue>
    where TKey : IEquatable<TKey>
{
    public static readonly SmallMap<TKey, TValue> Empty = new([]);

    /// <summary>Sorted by the hash of the key; keys of one hash stand beside one another.</summary>
    private readonly Entry[] _entries;

    private SmallMap(Entry[] entries)
    {
        _entries = entries;
    }

    public int Count => _entries.Length;

    /// <summary>The entry at a position; the order is that of no meaning, and the same for one map.</summary>
    public KeyValuePair<TKey, TValue> this[int position] => new(_entries[position].Key, _entries[position].Value);

    public bool ContainsKey(TKey key)
    {
        return Find(key) >= 0;
    }

    public bool TryGetValue(TKey key, out TValue value)
    {
        var position = Find(key);
        value = position < 0 ? default! : _entries[position].Value;
        return position >= 0;
    }

    public SmallMap<TKey, TValue> SetItem(TKey key, TValue value)
    {
        var position = Find(key);
        Entry[] entries;
        if (position >= 0)
        {
            entries = new Entry[_entries.Length];
            Array.Copy(_entries, entries, entries.Length);
        }
        else
        {
            position = ~position;
            entries = new Entry[_entries.Length + 1];
            Array.Copy(_entries, entries, position);
            Array.Copy(_entries, position, entries, position + 1, _entries.Length - position);
        }

        entries[position] = new Entry(key.GetHashCode(), key, value);
        return new SmallMap<TKey, TValue>(entries);
    }

    public SmallMap<TKey, TValue> Remove(TKey key)
    {
        var position = Find(key);
        if (position < 0)
            return this;

        if (_entries.Length == 1)
            return Empty;

        var entries = new Entry[_entries.Length - 1];
        Array.Copy(_entries, entries, position);
        Array.Copy(_entries, position + 1, entries, position, entries.Length - position);
        return new SmallMap<TKey, TValue>(entries);
    }

    /// <summary>The place of the key, or the complement of where it would stand.</summary>
    private int Find(TKey key)
    {
        var hash = key.GetHashCode();
        var low = 0;
        var high = _entries.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_entries[middle].Hash < hash)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < _entries.Length && _entries[low].Hash == hash; low++)
        {
            if (_entries[low].Key.Equals(key))
                return low;
        }

        return ~low;
    }

    private readonly record struct Entry(int Hash, TKey Key, TValue Value);
}
