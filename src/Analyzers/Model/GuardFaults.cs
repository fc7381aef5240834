using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model.Simulation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Says what is wrong with a guard that lets a second call through.</summary>
internal static class GuardFaults
{
    /// <summary>The members that the calls test or set, those that are tested first.</summary>
    public static IEnumerable<ISymbol> StatesOf(TwoCalls calls)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var trace in new[] { calls.FirstTrace, calls.IdleTrace, calls.SecondTrace })
        {
            foreach (var reading in trace.Tests)
            {
                if (!reading.IsInner && seen.Add(reading.Member))
                    yield return reading.Member;
            }
        }

        foreach (var claim in calls.FirstTrace.Claims)
        {
            if (claim.Kind == ClaimKind.Flag && seen.Add(claim.Member))
                yield return claim.Member;
        }
    }

    /// <summary>A guard that a second call passes although the first has ended.</summary>
    public static GuardFault? Broken(TwoCalls calls)
    {
        return Ignored(calls) ?? Inverted(calls, calls.RepeatTrace) ?? NeverChanging(calls);
    }

    /// <summary>A test that no call passes which finds the state as it is at first.</summary>
    public static GuardFault? NeverPassed(TwoCalls calls)
    {
        return Inverted(calls, calls.FirstTrace);
    }

    /// <summary>A test that lets in who finds the state claimed.</summary>
    private static GuardFault? Inverted(TwoCalls calls, Trace working)
    {
        foreach (var reading in working.Tests)
        {
            if (reading.IsInner || !IsTested(calls.IdleTrace, reading.Member) || IsReset(calls.FirstTrace, reading.Member))
                continue;

            foreach (var claim in calls.FirstTrace.Claims)
            {
                if (IsSame(claim.Member, reading.Member) && claim.Kind == ClaimKind.Flag)
                    return new GuardFault(GuardFaultKind.Inverted, claim.IsAtomic ? claim.At : reading.At, claim.Member.Name);
            }
        }

        return null;
    }

    /// <summary>A claim that comes when another caller may be past the test already.</summary>
    public static GuardFault? Late(TwoCalls calls)
    {
        if (calls.IsDoubtful)
            return null;

        foreach (var claim in calls.FirstTrace.Claims)
        {
            var isUnused = claim is { IsAtomic: true, IsResultIgnored: true, IsLocked: false, AfterWork: false, AfterWait: false };
            if (isUnused && IsTested(calls.SecondTrace, claim.Member) && !IsClaimedBefore(calls.FirstTrace, claim))
                return new GuardFault(GuardFaultKind.ResultIgnored, claim.At, claim.Member.Name);
        }

        foreach (var opening in calls.Openings)
        {
            if (LateClaim(calls, opening) is not { } claim || calls.RepeatedAt(opening) is not { Count: > 0 } repeated)
                continue;

            if (IsFelt(claim, opening, repeated))
            {
                var kind = claim.AfterWait ? GuardFaultKind.ClaimedAfterAwait : GuardFaultKind.ClaimedAfterRelease;
                return new GuardFault(kind, claim.At, NameOf(claim, calls.SecondTrace));
            }
        }

        return null;
    }

    /// <summary>
    /// The test of a guard that is claimed first thing, but by a write of its own: two threads can both pass it. Null where
    /// one operation tests and claims, or a lock holds them together.
    /// </summary>
    public static Reading? CheckThenSet(TwoCalls calls)
    {
        Reading? found = null;
        foreach (var claim in calls.FirstTrace.Claims)
        {
            if (claim.AfterWork || claim.AfterWait || !IsTested(calls.SecondTrace, claim.Member))
                continue;

            if (claim.IsLocked || claim is { IsAtomic: true, IsResultIgnored: false })
                return null;

            if (claim.Kind == ClaimKind.Flag && !claim.IsAtomic)
                found ??= calls.SecondTrace.Tests.FirstOrDefault(reading => !reading.IsInner && IsSame(reading.Member, claim.Member));
        }

        return found;
    }

    /// <summary>What an unguarded close does to its flag, as a clause; empty for nothing.</summary>
    public static string Misuse(TwoCalls calls, Func<ISymbol, bool> isFlag)
    {
        foreach (var claim in calls.FirstTrace.Claims)
        {
            if (claim.Kind == ClaimKind.Flag && isFlag(claim.Member) && !IsTestedByAny(calls, claim.Member))
                return $"'{claim.Member.Name}' is set but never tested";
        }

        foreach (var reading in calls.IdleTrace.Tests)
        {
            if (!reading.IsInner && isFlag(reading.Member) && !calls.FirstTrace.HasWritten(reading.Member))
                return $"'{reading.Member.Name}' is tested but never set";
        }

        // `_stop?.Cancel()` looks like a guard and is none while `_stop` keeps its value.
        foreach (var reading in calls.RepeatTrace.Tests)
        {
            if (!reading.IsInner && IsReference(reading.Member) && calls.RepeatsOn(reading.Member) && !calls.FirstTrace.HasWritten(reading.Member))
                return $"'{reading.Member.Name}' is tested for null but never set to null";
        }

        return string.Empty;
    }

    private static bool IsReference(ISymbol member)
    {
        return member is IFieldSymbol { Type.IsReferenceType: true } or IPropertySymbol { Type.IsReferenceType: true };
    }

    private static GuardFault? Ignored(TwoCalls calls)
    {
        foreach (var claim in calls.FirstTrace.Claims)
        {
            if (claim.IsAtomic && claim.Kind == ClaimKind.Flag && !claim.Member.IsStatic && !IsTestedByAny(calls, claim.Member))
                return new GuardFault(GuardFaultKind.ResultIgnored, claim.At, claim.Member.Name);
        }

        return null;
    }

    private static GuardFault? NeverChanging(TwoCalls calls)
    {
        foreach (var reading in calls.SecondTrace.Tests)
        {
            if (reading.IsInner && IsTested(calls.IdleTrace, reading.Member))
                return new GuardFault(GuardFaultKind.NeverChanges, reading.At, NameOf(reading));
        }

        return null;
    }

    /// <summary>The first write after the opening to what keeps the second call out.</summary>
    private static Claim? LateClaim(TwoCalls calls, SimulationState opening)
    {
        foreach (var claim in calls.FirstTrace.Claims)
        {
            if (IsTested(calls.SecondTrace, claim.Member) && !opening.Trace.Contains(claim))
                return claim;
        }

        return null;
    }

    private static bool IsFelt(Claim claim, SimulationState opening, List<WorkItem> repeated)
    {
        if (claim.Kind == ClaimKind.Flag)
            return true;

        var worst = EffectKind.Neutral;
        foreach (var work in repeated)
        {
            if (work.Effect.Kind > worst && work.Effect.Kind != EffectKind.HttpClient)
                worst = work.Effect.Kind;
        }

        // What is set to null after a harmless release is the pattern of the documentation; and without an await in
        // between it takes a second thread to come in.
        var isAtAwait = opening.Top.Body.OperationsOf(opening.Top.Block) is var operations
            && opening.Top.Index < operations.Length
            && operations[opening.Top.Index] is IAwaitOperation;
        return claim.Kind == ClaimKind.NullOut
            ? worst == EffectKind.Unsafe || (isAtAwait && worst == EffectKind.Unknown)
            : isAtAwait && worst > EffectKind.Safe;
    }

    private static bool IsClaimedBefore(Trace trace, Claim claim)
    {
        foreach (var other in trace.Claims)
        {
            if (ReferenceEquals(other, claim))
                return false;

            if (IsTested(trace, other.Member))
                return true;
        }

        return false;
    }

    private static bool IsReset(Trace trace, ISymbol member)
    {
        var claims = 0;
        var isLate = false;
        foreach (var claim in trace.Claims)
        {
            if (!IsSame(claim.Member, member))
                continue;

            claims++;
            isLate |= claim.AfterWork;
        }

        return claims > 1 && isLate;
    }

    private static bool IsTestedByAny(TwoCalls calls, ISymbol member)
    {
        return IsTested(calls.FirstTrace, member) || IsTested(calls.IdleTrace, member) || IsTested(calls.SecondTrace, member);
    }

    private static bool IsTested(Trace trace, ISymbol member)
    {
        foreach (var reading in trace.Tests)
        {
            if (IsSame(reading.Member, member))
                return true;
        }

        return false;
    }

    private static bool IsSame(ISymbol one, ISymbol other)
    {
        return SymbolEqualityComparer.Default.Equals(one, other);
    }

    private static string NameOf(Claim claim, Trace trace)
    {
        foreach (var reading in trace.Tests)
        {
            if (reading.IsInner && IsSame(reading.Member, claim.Member))
                return NameOf(reading);
        }

        // `_rows.State = ..` claims a state of what `_rows` holds.
        return claim.At is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation or IFieldReferenceOperation } assignment
            && assignment.Target.Syntax.ToString() is var text && text.IndexOf('\n') < 0 && text.Length <= 60
                ? text.Replace("this.", string.Empty)
                : claim.Member.Name;
    }

    private static string NameOf(Reading reading)
    {
        var text = reading.At.Syntax.ToString();
        return text.Length <= 60 && text.IndexOf('\n') < 0 ? text : reading.Member.Name;
    }
}
