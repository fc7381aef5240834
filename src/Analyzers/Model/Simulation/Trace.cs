using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>What one path did that matters to the verdict. Immutable; paths that meet have done what either did.</summary>
internal sealed record Trace
{
    public static readonly Trace Empty = new();

    /// <summary>The work done, by the order in which the simulation met it first.</summary>
    public ImmutableSortedDictionary<int, EffectKind> Work { get; init; } = ImmutableSortedDictionary<int, EffectKind>.Empty;

    /// <summary>The states that decided a branch.</summary>
    public ImmutableArray<Reading> Tests { get; init; } = ImmutableArray<Reading>.Empty;

    /// <summary>The writes to the instance's own members, in their order.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = ImmutableArray<Claim>.Empty;

    /// <summary>The doubtful tests, and which outcomes of each, the same every time, lead along the path.</summary>
    public ImmutableDictionary<object, Assumption> Assumptions { get; init; } = ImmutableDictionary<object, Assumption>.Empty;

    /// <summary>True when something was released, changed or told to the outside.</summary>
    public bool HasWorked { get; init; }

    /// <summary>True when the call was suspended.</summary>
    public bool HasWaited { get; init; }

    public Trace Do(int work, EffectKind kind)
    {
        if (Work.TryGetValue(work, out var known) && known >= kind)
            return this;

        return this with { Work = Work.SetItem(work, kind), HasWorked = HasWorked || kind > EffectKind.Neutral };
    }

    public Trace Assume(object test, bool outcome)
    {
        var assumed = outcome ? Assumption.True : Assumption.False;
        if (Assumptions.TryGetValue(test, out var known))
            assumed &= known;

        return this with { Assumptions = Assumptions.SetItem(test, assumed) };
    }

    public Trace Test(Reading reading)
    {
        return Tests.Contains(reading) ? this : this with { Tests = Tests.Add(reading) };
    }

    public Trace Write(Claim claim)
    {
        for (var i = 0; i < Claims.Length; i++)
        {
            var known = Claims[i];
            if (!ReferenceEquals(known.At, claim.At))
                continue;

            var isLater = (claim.AfterWork && !known.AfterWork) || (claim.AfterWait && !known.AfterWait);
            return isLater
                ? this with { Claims = Claims.SetItem(i, known with { AfterWork = known.AfterWork || claim.AfterWork, AfterWait = known.AfterWait || claim.AfterWait }) }
                : this;
        }

        return this with { Claims = Claims.Add(claim) };
    }

    public bool HasWritten(ISymbol member)
    {
        foreach (var claim in Claims)
        {
            if (SymbolEqualityComparer.Default.Equals(claim.Member, member))
                return true;
        }

        return false;
    }

    public bool Contains(Claim claim)
    {
        foreach (var known in Claims)
        {
            if (ReferenceEquals(known.At, claim.At))
                return true;
        }

        return false;
    }

    public Trace Join(Trace other)
    {
        if (ReferenceEquals(this, other))
            return this;

        var joined = this;
        foreach (var work in other.Work)
            joined = joined.Do(work.Key, work.Value);

        foreach (var reading in other.Tests)
            joined = joined.Test(reading);

        foreach (var claim in other.Claims)
            joined = joined.Write(claim);

        return joined with
        {
            Assumptions = JoinAssumptions(other),
            HasWorked = HasWorked || other.HasWorked,
            HasWaited = HasWaited || other.HasWaited,
        };
    }

    private ImmutableDictionary<object, Assumption> JoinAssumptions(Trace other)
    {
        if (ReferenceEquals(Assumptions, other.Assumptions))
            return Assumptions;

        var joined = ImmutableDictionary<object, Assumption>.Empty;
        foreach (var assumption in Assumptions)
        {
            // Where one path assumes nothing, or both assume the opposite, the joined path holds either way.
            if (other.Assumptions.TryGetValue(assumption.Key, out var outcome) && (outcome | assumption.Value) != Assumption.Either)
                joined = joined.Add(assumption.Key, outcome | assumption.Value);
        }

        return joined;
    }
}

/// <summary>The outcomes that a path allows for a doubtful test.</summary>
[Flags]
internal enum Assumption
{
    /// <summary>The test came out differently from one turn of a loop to the next.</summary>
    Neither = 0,

    True = 1,

    False = 2,

    Either = True | False,
}

/// <summary>A write to a member of the instance: it may be what claims the guard.</summary>
/// <param name="Member">The field or property.</param>
/// <param name="At">The operation that writes.</param>
/// <param name="Kind">What is written.</param>
/// <param name="AfterWork">True when something had been released before.</param>
/// <param name="AfterWait">True when the call had been suspended before.</param>
internal sealed record Claim(ISymbol Member, IOperation At, ClaimKind Kind, bool AfterWork, bool AfterWait)
{
    /// <summary>True for a method of Interlocked, which reads and writes at once.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>True when nobody looks at what the atomic method returns.</summary>
    public bool IsResultIgnored { get; init; }

    /// <summary>True inside a lock.</summary>
    public bool IsLocked { get; init; }
}

internal enum ClaimKind
{
    /// <summary>A constant: a flag or a state.</summary>
    Flag,

    /// <summary>The null reference.</summary>
    NullOut,

    /// <summary>Anything else: a task, a token, a new collection.</summary>
    Other,
}
