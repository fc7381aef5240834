using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The values known at one point of a body, of parameters, locals (<see cref="ISymbol"/>) and temporaries of the
/// control-flow graph (<see cref="Microsoft.CodeAnalysis.FlowAnalysis.CaptureId"/>). Immutable, compared by content.
/// </summary>
internal sealed class KnownValues : IEquatable<KnownValues>
{
    public static readonly KnownValues None = new(ImmutableDictionary.Create<object, KnownValue>(KeyComparer.Instance));

    private readonly ImmutableDictionary<object, KnownValue> _values;

    private KnownValues(ImmutableDictionary<object, KnownValue> values)
    {
        _values = values;
    }

    public KnownValue? this[object key] => _values.TryGetValue(key, out var value) ? value : null;

    /// <summary>The same with one value set, or forgotten when it is null.</summary>
    public KnownValues With(object key, KnownValue? value)
    {
        var changed = value is { } known ? _values.SetItem(key, known) : _values.Remove(key);
        return ReferenceEquals(changed, _values) ? this : new KnownValues(changed);
    }

    /// <summary>What is known on both of two paths that meet.</summary>
    public KnownValues Join(KnownValues other)
    {
        var joined = _values;
        foreach (var pair in _values)
        {
            if (!other._values.TryGetValue(pair.Key, out var value) || !value.Equals(pair.Value))
                joined = joined.Remove(pair.Key);
        }

        return ReferenceEquals(joined, _values) ? this : new KnownValues(joined);
    }

    /// <summary>What is known of the symbols that the condition keeps; temporaries go.</summary>
    public KnownValues OnlySymbols(Func<ISymbol, bool> keep)
    {
        var kept = _values;
        foreach (var key in _values.Keys)
        {
            if (key is not ISymbol symbol || !keep(symbol))
                kept = kept.Remove(key);
        }

        return ReferenceEquals(kept, _values) ? this : new KnownValues(kept);
    }

    public bool Equals(KnownValues? other)
    {
        if (other is null || other._values.Count != _values.Count)
            return false;

        foreach (var pair in _values)
        {
            if (!other._values.TryGetValue(pair.Key, out var value) || !value.Equals(pair.Value))
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj)
    {
        return Equals(obj as KnownValues);
    }

    public override int GetHashCode()
    {
        // Order does not matter to a sum.
        var hash = 0;
        foreach (var pair in _values)
            hash += KeyComparer.Instance.GetHashCode(pair.Key);

        return hash;
    }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        bool IEqualityComparer<object>.Equals(object? left, object? right)
        {
            return left is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, right as ISymbol) : Equals(left, right);
        }

        public int GetHashCode(object key)
        {
            return key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
        }
    }
}
