using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The lambdas and local functions within a graph: bodies of their own, which may hold on to its locals.</summary>
internal static class NestedFunctions
{
    /// <summary>The functions directly within the graph with their graphs, in the order of the source.</summary>
    public static IEnumerable<(IMethodSymbol Function, ControlFlowGraph Graph)> Within(ControlFlowGraph graph, CancellationToken cancellationToken)
    {
        foreach (var function in graph.LocalFunctions)
            yield return (function, graph.GetLocalFunctionControlFlowGraph(function, cancellationToken));

        foreach (var operation in OperationsOf(graph))
        {
            if (operation is IFlowAnonymousFunctionOperation lambda)
                yield return (lambda.Symbol, graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken));
        }
    }

    /// <summary>The graph and those of all functions in it.</summary>
    public static IEnumerable<ControlFlowGraph> WithAllWithin(ControlFlowGraph graph, CancellationToken cancellationToken)
    {
        var pending = new Stack<ControlFlowGraph>();
        pending.Push(graph);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            yield return current;
            foreach (var (_, inner) in Within(current, cancellationToken))
                pending.Push(inner);
        }
    }

    /// <summary>The graph of a local function or lambda somewhere within the graph of the member around it.</summary>
    public static ControlFlowGraph? Find(ControlFlowGraph member, IMethodSymbol function, CancellationToken cancellationToken)
    {
        foreach (var graph in WithAllWithin(member, cancellationToken))
        {
            foreach (var (found, inner) in Within(graph, cancellationToken))
            {
                if (SymbolEqualityComparer.Default.Equals(found, function))
                    return inner;
            }
        }

        return null;
    }

    public static IEnumerable<IOperation> OperationsOf(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                foreach (var descendant in OperationOrder.ChildrenFirst(operation))
                    yield return descendant;
            }

            if (block.BranchValue is not { } value)
                continue;

            foreach (var descendant in OperationOrder.ChildrenFirst(value))
                yield return descendant;
        }
    }
}
