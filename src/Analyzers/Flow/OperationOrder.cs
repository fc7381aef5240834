using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Walks operation trees without recursion: code can nest them deeper than a stack is.</summary>
internal static class OperationOrder
{
    /// <summary>Most trees are no wider; growing costs more than the room.</summary>
    private const int InitialCapacity = 64;

    /// <summary>Most bodies have fewer operations.</summary>
    private const int BodyCapacity = 256;

    /// <summary>The operations in the order of evaluation, children before their parent.</summary>
    public static List<IOperation> ChildrenFirst(IOperation root)
    {
        var order = new List<IOperation>(BodyCapacity);
        AddChildrenFirst(root, order);
        return order;
    }

    /// <summary>The same, at the end of a list.</summary>
    public static void AddChildrenFirst(IOperation root, List<IOperation> order)
    {
        AddChildrenFirst(root, static _ => true, order);
    }

    /// <summary>Those of the operations that are asked for, in the order of evaluation.</summary>
    public static List<IOperation> ChildrenFirst(IOperation root, Func<IOperation, bool> isWanted)
    {
        var order = new List<IOperation>();
        AddChildrenFirst(root, isWanted, order);
        return order;
    }

    private static void AddChildrenFirst(IOperation root, Func<IOperation, bool> isWanted, List<IOperation> order)
    {
        // Parents before children with the last child first, turned round, is children before parents with the first child first.
        var start = order.Count;
        var pending = new Stack<IOperation>(InitialCapacity);
        pending.Push(root);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (isWanted(operation))
                order.Add(operation);

            foreach (var child in operation.ChildOperations)
                pending.Push(child);
        }

        order.Reverse(start, order.Count - start);
    }

    /// <summary>True when the predicate holds for any operation of the tree; stops at the first.</summary>
    public static bool Any(IOperation root, Func<IOperation, bool> predicate)
    {
        var pending = new Stack<IOperation>(InitialCapacity);
        pending.Push(root);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (predicate(operation))
                return true;

            foreach (var child in operation.ChildOperations)
                pending.Push(child);
        }

        return false;
    }
}
