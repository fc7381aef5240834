using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>What a body, with the functions in it, does with values after it has closed them, in the order of the source.</summary>
internal sealed record AfterCloseFindings(ImmutableArray<LateUse> Uses, ImmutableArray<RepeatedClose> Closes)
{
    public static readonly AfterCloseFindings None = new(ImmutableArray<LateUse>.Empty, ImmutableArray<RepeatedClose>.Empty);

    public bool AreNone => Uses.IsEmpty && Closes.IsEmpty;

    public static AfterCloseFindings In(ControlFlowGraph root, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var uses = new List<LateUse>();
        var closes = new List<RepeatedClose>();
        foreach (var graph in NestedFunctions.WithAllWithin(root, cancellationToken))
            AfterCloseFlow.Find(graph, scope, uses, closes, cancellationToken);

        uses.Sort(static (left, right) => left.Place.SpanStart.CompareTo(right.Place.SpanStart));
        closes.Sort(static (left, right) => left.Place.SpanStart.CompareTo(right.Place.SpanStart));
        return new AfterCloseFindings(uses.ToImmutableArray(), closes.ToImmutableArray());
    }
}
