using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Something that a call does to the world outside the instance.</summary>
/// <param name="At">The operation that does it.</param>
/// <param name="Name">What it is called in a message: <c>_cts.Cancel</c>.</param>
/// <param name="Effect">What doing it once more means.</param>
internal sealed record WorkItem(IOperation At, string Name, Effect Effect)
{
    /// <summary>The object that the work is done on, if it is the same each time; null when that is not known.</summary>
    public int? On { get; init; }

    /// <summary>The member of the instance whose value is disposed, when that is all that is done.</summary>
    public ISymbol? Disposed { get; init; }
}
