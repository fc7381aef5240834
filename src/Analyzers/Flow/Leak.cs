namespace Lifecycle.Analyzers.Flow;

/// <summary>A resource that its body leaves open.</summary>
/// <param name="Obligation">The resource.</param>
/// <param name="IsClosedElsewhere">Some other path through the body closes it or hands it on.</param>
internal sealed record Leak(Obligation Obligation, bool IsClosedElsewhere)
{
    public int Position => Obligation.Creation.Syntax.SpanStart;
}
