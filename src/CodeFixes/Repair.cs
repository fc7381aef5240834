using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes;

/// <summary>One change that a fix offers for one diagnostic.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Change">
/// Names the kind of change, stable and in Pascal case; together with the rule's id it is the equivalence key under
/// which Fix All repeats the change.
/// </param>
/// <param name="ApplyAsync">
/// Makes the change in the one document it was asked for. The result is cleaned up by <see cref="LifecycleFix"/>:
/// imports are added, names simplified and new code formatted wherever it carries the annotations.
/// </param>
internal sealed record Repair(string Title, string Change, Func<CancellationToken, Task<Document>> ApplyAsync);
