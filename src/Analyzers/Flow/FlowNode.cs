using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A block, together with what is still to come after the finally block it belongs to.</summary>
internal readonly record struct FlowNode(int Block, PendingFinally? Pending);

/// <summary>
/// Where to go at the end of a finally block. One finally serves many ways out of its try: with this kept apart, what is
/// true on one way is not mixed with another.
/// </summary>
internal sealed record PendingFinally(ControlFlowRegion Region, EquatableRegions Rest, int Destination, PendingFinally? Outer)
{
    public static FlowNode Enter(ImmutableArray<ControlFlowRegion> regions, int destination, PendingFinally? outer)
    {
        return Enter(new EquatableRegions(regions, 0), destination, outer);
    }

    public FlowNode Next()
    {
        return Enter(Rest, Destination, Outer);
    }

    private static FlowNode Enter(EquatableRegions regions, int destination, PendingFinally? outer)
    {
        if (regions.IsEmpty)
            return new FlowNode(destination, outer);

        var region = regions.First;
        return new FlowNode(region.FirstBlockOrdinal, new PendingFinally(region, regions.Rest, destination, outer));
    }
}

/// <summary>The finally regions that a branch has yet to run through, compared by their content.</summary>
internal readonly struct EquatableRegions : IEquatable<EquatableRegions>
{
    private readonly ImmutableArray<ControlFlowRegion> _regions;
    private readonly int _start;

    public EquatableRegions(ImmutableArray<ControlFlowRegion> regions, int start)
    {
        _regions = regions;
        _start = start;
    }

    public bool IsEmpty => _regions.IsDefault || _start >= _regions.Length;

    public ControlFlowRegion First => _regions[_start];

    public EquatableRegions Rest => new(_regions, _start + 1);

    public bool Equals(EquatableRegions other)
    {
        if (IsEmpty || other.IsEmpty)
            return IsEmpty == other.IsEmpty;

        // The rest of a branch's regions follows from the first: they are nested in one another.
        return First == other.First && _regions.Length - _start == other._regions.Length - other._start;
    }

    public override bool Equals(object? obj)
    {
        return obj is EquatableRegions other && Equals(other);
    }

    public override int GetHashCode()
    {
        return IsEmpty ? 0 : First.FirstBlockOrdinal;
    }
}
