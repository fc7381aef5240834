namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>What an expression's value may be, as bit masks of the closables and tasks of one graph.</summary>
/// <param name="Is">The closables that it may be.</param>
/// <param name="Holds">The closables that it was given and works with: a reader over a stream, a function that captures a client.</param>
/// <param name="Parts">The closables that it is a part of: <c>db.Users</c>. Work that is started on it needs them.</param>
/// <param name="Tasks">The tasks that it may be or holds.</param>
internal readonly record struct TaskValue(ulong Is, ulong Holds, ulong Parts, ulong Tasks)
{
    public static TaskValue OfTasks(ulong tasks)
    {
        return new TaskValue(0, 0, 0, tasks);
    }

    public ulong Closables => Is | Holds | Parts;

    public TaskValue Or(TaskValue other)
    {
        return new TaskValue(Is | other.Is, Holds | other.Holds, Parts | other.Parts, Tasks | other.Tasks);
    }

    public TaskValue Without(ulong closables)
    {
        return new TaskValue(Is & ~closables, Holds & ~closables, Parts & ~closables, Tasks);
    }

    /// <summary>What an object works with that is given the value.</summary>
    public TaskValue AsHeld()
    {
        return new TaskValue(0, Is | Holds, 0, Tasks);
    }
}
