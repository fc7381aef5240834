using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>The tasks that a graph starts, each with its number.</summary>
internal sealed class TaskNumbers
{
    /// <summary>A task is one bit of a mask. A body that starts more is followed for the first of them only.</summary>
    private const int MaximumTasks = 64;

    private readonly Dictionary<IOperation, int> _numbers = [];
    private readonly List<ISymbol> _members = [];

    /// <summary>The member that the task comes from.</summary>
    public ISymbol this[int task] => _members[task];

    public TaskValue Begin(IOperation operation, ISymbol member, TaskState state)
    {
        return Begin(operation, member, new UsedClosables(), state);
    }

    /// <summary>The operation starts a task that works with the values.</summary>
    public TaskValue Begin(IOperation operation, ISymbol member, UsedClosables uses, TaskState state)
    {
        if (!_numbers.TryGetValue(operation, out var task))
        {
            if (_members.Count == MaximumTasks)
                return default;

            task = _members.Count;
            _members.Add(member);
            _numbers.Add(operation, task);
        }

        state.Begin(task, operation.Syntax);
        for (var slot = 0; slot < uses.Count; slot++)
            state.Use(task, slot, uses[slot]);

        return TaskValue.OfTasks(1UL << task);
    }
}
