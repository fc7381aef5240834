using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>What one line of a knowledge file says about a member or a type.</summary>
internal sealed record OwnershipFacts
{
    /// <summary>The name that stands for the object that a member is called on.</summary>
    public const string Receiver = "this";

    /// <summary>The name that stands for every parameter of a member.</summary>
    public const string Everything = "all";

    /// <summary>True when each result is the caller's to close, false when somebody else closes it, null when the line is silent.</summary>
    public bool? IsFresh { get; init; }

    /// <summary>The parameter, or <see cref="Receiver"/>, that comes back as the result or is closed along with it.</summary>
    public string? Returned { get; init; }

    /// <summary>False when there is nothing to close, true when there is though a base type has nothing, null when the line is silent.</summary>
    public bool? NeedsClosing { get; init; }

    public ImmutableArray<ParameterFact> Parameters { get; init; } = ImmutableArray<ParameterFact>.Empty;
}

/// <summary>What becomes of one parameter.</summary>
/// <param name="Name">The parameter's name, <see cref="OwnershipFacts.Receiver"/> or <see cref="OwnershipFacts.Everything"/>.</param>
/// <param name="Fate">What becomes of it; for an <c>out</c> parameter that gets a fresh resource <see cref="ArgumentFate.Unknown"/>.</param>
/// <param name="Flag">The parameter that decides whether it is so; null when it always is.</param>
/// <param name="FlagValue">The value of the flag with which it is so; with the other one it is only used.</param>
internal sealed record ParameterFact(string Name, ArgumentFate Fate, string? Flag, bool FlagValue);
