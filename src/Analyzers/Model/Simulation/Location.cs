namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// Where a path stands in all its calls. Locations are ordered as the code runs, so that paths which fork wait for each
/// other where they meet.
/// </summary>
internal sealed class Location : IComparable<Location>
{
    private readonly int[] _parts;

    public Location(SimulationState state)
    {
        var parts = new List<int>(2 + ((state.Stack.Count + state.Waiting.Count) * 4)) { state.Stage };
        foreach (var frame in state.Stack)
            Add(frame, parts);

        // Paths that left other calls waiting are at other locations, however alike the rest is.
        parts.Add(-1);
        foreach (var frame in state.Waiting)
            Add(frame, parts);

        _parts = parts.ToArray();
    }

    public int CompareTo(Location? other)
    {
        if (other is null)
            return 1;

        var shared = Math.Min(_parts.Length, other._parts.Length);
        for (var i = 0; i < shared; i++)
        {
            if (_parts[i] != other._parts[i])
                return _parts[i].CompareTo(other._parts[i]);
        }

        return _parts.Length.CompareTo(other._parts.Length);
    }

    private static void Add(Frame frame, List<int> parts)
    {
        parts.Add(frame.Block);
        parts.Add(frame.Index);
        parts.Add(frame.Id);
        var depth = 0;
        for (var unwinding = frame.Unwinding; unwinding is not null; unwinding = unwinding.Outer)
            depth += 1 + unwinding.Next + (unwinding.Branch.Destination?.Ordinal ?? 0) * 16;

        parts.Add(depth);
    }
}
