namespace Lifecycle.Analyzers.Flow;

/// <summary>A resource that its body leaves open.</summary>
/// <param name="Obligation">The resource.</param>
/// <param name="AtExit">What may be true of it where the body ends, over all paths.</param>
internal sealed record Leak(Obligation Obligation, ObligationState AtExit)
{
    public int Position => Obligation.Creation.Syntax.SpanStart;

    /// <summary>Some other path through the body closes it or hands it on.</summary>
    public bool IsClosedElsewhere => (AtExit & (ObligationState.Closed | ObligationState.HandedOn | ObligationState.Unknown | ObligationState.Retained)) != 0;

    /// <summary>Some other path gives it to somebody else, so that it must not be closed on every path.</summary>
    public bool IsGivenAwayElsewhere => (AtExit & (ObligationState.HandedOn | ObligationState.Unknown | ObligationState.Retained)) != 0;
}
