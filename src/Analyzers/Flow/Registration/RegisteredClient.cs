using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Registration;

/// <summary>An HTTP client that a body makes and gives to a container as an instance, so that nobody closes it.</summary>
/// <param name="Obligation">The client.</param>
/// <param name="Instance">The argument that it is.</param>
internal sealed record RegisteredClient(Obligation Obligation, IArgumentOperation Instance);
