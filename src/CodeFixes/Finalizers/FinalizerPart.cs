using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>One statement of a finalizer's body, or the expression that is its body.</summary>
/// <param name="Node">The statement or expression.</param>
/// <param name="Kind">What it is there for.</param>
/// <param name="Findings">What it schedules or waits for.</param>
internal sealed record FinalizerPart(SyntaxNode Node, FinalizerPartKind Kind, ImmutableArray<FinalizerFinding> Findings);

internal enum FinalizerPartKind
{
    /// <summary>It schedules or waits.</summary>
    Defect,

    /// <summary>It schedules or waits, and it releases native state.</summary>
    Mixed,

    /// <summary>It releases native state.</summary>
    Native,

    /// <summary>It writes to a log that is read while debugging.</summary>
    Report,

    /// <summary>It leaves the finalizer early.</summary>
    EarlyReturn,

    /// <summary>It only tells the collector something.</summary>
    Collector,

    /// <summary>It touches nothing of the object: a count, a static registry.</summary>
    Elsewhere,

    /// <summary>It uses the object in another way, as a part of closing it.</summary>
    Managed,
}
