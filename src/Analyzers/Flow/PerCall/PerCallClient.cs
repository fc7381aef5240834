using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.PerCall;

/// <summary>An HTTP client that does not outlive the call or turn that makes it.</summary>
/// <param name="Obligation">The client.</param>
/// <param name="Creation">The operation that makes it, with the body around it as its parents.</param>
/// <param name="Recurrence">How often it is made.</param>
internal sealed record PerCallClient(Obligation Obligation, IOperation Creation, Recurrence Recurrence);
