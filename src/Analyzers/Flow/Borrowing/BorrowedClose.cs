using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>A place that closes a value which somebody else closes.</summary>
/// <param name="Site">The place.</param>
/// <param name="Origin">Where the value comes from.</param>
/// <param name="Kind">What it is.</param>
internal sealed record BorrowedClose(CloseSite Site, ValueOrigin Origin, ResourceKind Kind);
