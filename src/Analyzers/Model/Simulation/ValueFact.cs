using System.Collections.Immutable;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>What has been learnt of a thing by the tests passed so far. Immutable.</summary>
internal sealed record ValueFact
{
    public static readonly ValueFact Nothing = new();

    /// <summary>What holds for every truth value.</summary>
    public static readonly ValueFact Truth = new() { Min = 0, Max = 1 };

    public static readonly ValueFact Present = new() { IsNull = false };

    public bool? IsNull { get; init; }

    public long Min { get; init; } = long.MinValue;

    public long Max { get; init; } = long.MaxValue;

    private ImmutableArray<long> Not { get; init; } = ImmutableArray<long>.Empty;

    public bool IsKnownNumber => Min == Max;

    public bool Equals(ValueFact? other)
    {
        return other is not null && IsNull == other.IsNull && Min == other.Min && Max == other.Max && Not.AsSpan().SequenceEqual(other.Not.AsSpan());
    }

    public override int GetHashCode()
    {
        return (IsNull, Min, Max, Not.Length).GetHashCode();
    }

    /// <summary>Whether the number compares to the constant; null when it is not known.</summary>
    public bool? Decide(Comparison comparison, long constant)
    {
        return comparison switch
        {
            Comparison.Equal => Min == constant && Max == constant ? true
                : constant < Min || constant > Max || Not.Contains(constant) ? false
                : null,
            Comparison.Less => Max < constant ? true : Min >= constant ? false : null,
            _ => Max <= constant ? true : Min > constant ? false : null,
        };
    }

    /// <summary>The fact after the comparison came out as given.</summary>
    public ValueFact Learn(Comparison comparison, long constant, bool outcome)
    {
        return (comparison, outcome) switch
        {
            (Comparison.Equal, true) => this with { Min = constant, Max = constant },
            (Comparison.Equal, false) => Exclude(constant),
            (Comparison.Less, true) or (Comparison.LessOrEqual, false) when constant is long.MinValue or long.MaxValue => this,
            (Comparison.Less, true) => this with { Max = Math.Min(Max, constant - 1) },
            (Comparison.Less, false) => this with { Min = Math.Max(Min, constant) },
            (_, true) => this with { Max = Math.Min(Max, constant) },
            (_, false) => this with { Min = Math.Max(Min, constant + 1) },
        };
    }

    /// <summary>What holds on both of two paths.</summary>
    public ValueFact Join(ValueFact other)
    {
        if (Equals(other))
            return this;

        return new ValueFact
        {
            IsNull = IsNull == other.IsNull ? IsNull : null,
            Min = Math.Min(Min, other.Min),
            Max = Math.Max(Max, other.Max),
            Not = Not.RemoveAll(number => !other.Not.Contains(number)),
        };
    }

    /// <summary>True when everything that this fact says follows from the other.</summary>
    public bool FollowsFrom(ValueFact other)
    {
        return Join(other).Equals(this);
    }

    private ValueFact Exclude(long constant)
    {
        if (constant == Min)
            return this with { Min = constant + 1 };

        if (constant == Max)
            return this with { Max = constant - 1 };

        // A handful of excluded numbers is all that a guard needs.
        return Not.Length >= 8 || Not.Contains(constant) ? this : this with { Not = Not.Add(constant).Sort() };
    }
}

internal enum Comparison
{
    Equal,
    Less,
    LessOrEqual,
}
