namespace Lifecycle.Analyzers.Flow;

/// <summary>A resource that a body creates, and what may be true of it where the body ends, over all paths.</summary>
internal readonly record struct Outcome(Obligation Obligation, ObligationState AtExit);
