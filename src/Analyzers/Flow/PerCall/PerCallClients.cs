using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.PerCall;

/// <summary>Finds the clients that a body makes for itself, each time it runs, with connections of their own.</summary>
internal static class PerCallClients
{
    public static ImmutableArray<PerCallClient> Find(ObligationAnalysis body, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<PerCallClient>();
        ConnectionPools? pools = null;
        foreach (var outcome in body.Outcomes)
        {
            if (outcome.Obligation.Kind != ResourceKind.HttpClient || !ConnectionPools.IsClient(outcome.Obligation.Type, body.Scope))
                continue;

            if (TestTypes.Is(body.Owner.ContainingType, body.Types))
                break;

            pools ??= new ConnectionPools(body, cancellationToken);
            // What is still being typed may yet become another call.
            if (CreationSite.Of(outcome.Obligation, body.Block) is { Syntax.ContainsDiagnostics: false } creation
                && (StaysWithin(outcome.AtExit) || CreationSite.IsScoped(creation))
                && pools.MadeBy(creation) is { } pool
                && new RecurringPlaces(body.Scope, cancellationToken).Of(pool, body.Owner) is var recurrence and not Recurrence.Once)
            {
                found.Add(new PerCallClient(outcome.Obligation, creation, recurrence));
            }
        }

        found.Sort(static (left, right) => left.Creation.Syntax.SpanStart.CompareTo(right.Creation.Syntax.SpanStart));
        return found.ToImmutable();
    }

    /// <summary>True when nobody else has the client where the body ends: it is closed by then, or lost.</summary>
    private static bool StaysWithin(ObligationState atExit)
    {
        return (atExit & (ObligationState.Open | ObligationState.Closed)) != 0
            && (atExit & (ObligationState.HandedOn | ObligationState.Unknown | ObligationState.Retained)) == 0;
    }
}
