using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A handler that an exception can reach.</summary>
/// <param name="Block">The first block of the handler, or of its filter.</param>
/// <param name="Finallies">The finally regions that run on the way there, in their order: a <c>using</c> inside the try closes first.</param>
internal readonly record struct ExceptionHandler(int Block, ImmutableArray<ControlFlowRegion> Finallies);
