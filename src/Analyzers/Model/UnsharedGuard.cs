using System.Collections.Immutable;
using Lifecycle.Analyzers.Model.Simulation;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>A <c>Dispose</c> and a <c>DisposeAsync</c> that do not keep each other out.</summary>
/// <param name="Async">The guard of <c>DisposeAsync</c>, which holds against itself.</param>
/// <param name="Sync">What there is in <c>Dispose</c>.</param>
/// <param name="Released">The member that the one releases, or uses to do so, though the other has released it.</param>
internal sealed record UnsharedGuard(CloseGuard Async, CloseGuard Sync, ISymbol Released)
{
    private const int Steps = 10_000;

    /// <summary>Simulates each close after the other, in both orders.</summary>
    public static ImmutableArray<UnsharedGuard> Find(CloseModel model, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<UnsharedGuard>();
        var asyncGuards = model.GetGuards(cancellationToken);
        if (!asyncGuards.Any(Holds))
            return found.ToImmutable();

        foreach (var sync in model.GetSynchronousGuards(cancellationToken))
        {
            if (sync.Verdict is GuardVerdict.Unknown or GuardVerdict.NothingToRelease)
                continue;

            foreach (var guard in asyncGuards)
            {
                if (Holds(guard) && ReleasedTwice(model, guard.Method, sync.Method, cancellationToken) is { } released)
                    found.Add(new UnsharedGuard(guard, sync, released));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>True for a guard in front of all the work. What stands beside one is harmless to repeat, whoever repeats it.</summary>
    private static bool Holds(CloseGuard guard)
    {
        return guard is { Verdict: GuardVerdict.Guarded, Repeated.IsEmpty: true };
    }

    private static ISymbol? ReleasedTwice(CloseModel model, IMethodSymbol one, IMethodSymbol other, CancellationToken cancellationToken)
    {
        return RepeatedBy(model, one, other, cancellationToken) ?? RepeatedBy(model, other, one, cancellationToken);
    }

    private static ISymbol? RepeatedBy(CloseModel model, IMethodSymbol first, IMethodSymbol second, CancellationToken cancellationToken)
    {
        var writes = MemberWrites.Of(model);
        var code = new SimulatedCode(model.Type, model.Scope, () => writes, depth: 0, cancellationToken);
        if (TwoCalls.Run(code, first, second, new SimulationBudget(Steps)) is not { IsDoubtful: false } calls)
            return null;

        foreach (var work in calls.Repeated)
        {
            if (model.Declares(work.At) && calls.ReleasedBefore(work) is { } released)
                return released;
        }

        return null;
    }
}
