using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model.Simulation;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>What keeps a second call of one <c>DisposeAsync</c> or <c>Dispose</c> from doing the work again.</summary>
/// <param name="Method">The method that the type declares: <c>DisposeAsync</c> or <c>Dispose</c>, or its override of the base class's hook.</param>
/// <param name="Verdict">The answer.</param>
internal sealed record CloseGuard(IMethodSymbol Method, GuardVerdict Verdict)
{
    /// <summary>The work that a second call repeats, in the order of the code.</summary>
    public ImmutableArray<WorkItem> Repeated { get; init; } = ImmutableArray<WorkItem>.Empty;

    /// <summary>What is wrong with the guard, when there is one that does not guard.</summary>
    public GuardFault? Fault { get; init; }

    /// <summary>The field or property that the type uses, or means to use, as its closed state.</summary>
    public ISymbol? Member { get; init; }

    /// <summary>What the close does to <see cref="Member"/> in place of guarding with it; empty for nothing.</summary>
    public string Misuse { get; init; } = string.Empty;

    /// <summary>The test of a guard that holds for one thread, because it is claimed by a write of its own; null for any other.</summary>
    public Reading? CheckThenSet { get; init; }

    /// <summary>The calls that do nothing because of what the close has claimed, those of base classes included.</summary>
    public ImmutableArray<DefeatedCall> Defeated { get; init; } = ImmutableArray<DefeatedCall>.Empty;

    /// <summary>The first of the repeated work that is felt; null when all of it is safe.</summary>
    public WorkItem? Felt
    {
        get
        {
            WorkItem? worst = null;
            foreach (var work in Repeated)
            {
                if (work.Effect.Kind > EffectKind.Safe && (worst is null || work.Effect.Kind > worst.Effect.Kind))
                    worst = work;
            }

            return worst;
        }
    }
}

internal enum GuardVerdict
{
    /// <summary>The code could not be followed.</summary>
    Unknown,

    /// <summary>Nothing is released.</summary>
    NothingToRelease,

    /// <summary>One call of a borrowed object's close is all there is.</summary>
    Forwards,

    /// <summary>The second call does nothing that matters.</summary>
    Guarded,

    /// <summary>The second call does the work again.</summary>
    Unguarded,

    /// <summary>There is a guard, and it lets a second call through.</summary>
    Ineffective,
}

/// <summary>What is wrong with a guard.</summary>
/// <param name="Kind">The kind of mistake.</param>
/// <param name="At">The late or wrong claim; the test, when nothing claims what it tests.</param>
/// <param name="Name">What the guard is called in a message.</param>
internal sealed record GuardFault(GuardFaultKind Kind, IOperation At, string Name);

internal enum GuardFaultKind
{
    ClaimedAfterAwait,
    ClaimedAfterRelease,
    ResultIgnored,
    Inverted,
    NeverChanges,
}
