using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The lambdas and local functions within a graph: bodies of their own, which may hold on to its locals.</summary>
internal static class NestedFunctions
{
    /// <summary>The graphs of the functions directly within the graph, in the order of the source.</summary>
    public static IEnumerable<ControlFlowGraph> Within(ControlFlowGraph graph, CancellationToken cancellationToken)
    {
        foreach (var function in graph.LocalFunctions)
            yield return graph.GetLocalFunctionControlFlowGraph(function, cancellationToken);

        foreach (var block in graph.Blocks)
        {
            foreach (var lambda in LambdasOf(block))
                yield return graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken);
        }
    }

    /// <summary>The locals and parameters of the graph that a function within it refers to.</summary>
    public static ImmutableHashSet<ISymbol> CapturedBy(ControlFlowGraph graph, CancellationToken cancellationToken)
    {
        var captured = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<ControlFlowGraph>(Within(graph, cancellationToken));
        while (pending.Count > 0)
        {
            var nested = pending.Pop();
            foreach (var block in nested.Blocks)
                AddReferences(block, captured);

            foreach (var inner in Within(nested, cancellationToken))
                pending.Push(inner);
        }

        return captured.ToImmutable();
    }

    private static void AddReferences(BasicBlock block, ImmutableHashSet<ISymbol>.Builder captured)
    {
        foreach (var operation in OperationsOf(block))
        {
            if (operation is ILocalReferenceOperation local)
                captured.Add(local.Local);
            else if (operation is IParameterReferenceOperation parameter)
                captured.Add(parameter.Parameter);
        }
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> LambdasOf(BasicBlock block)
    {
        return OperationsOf(block).OfType<IFlowAnonymousFunctionOperation>();
    }

    private static IEnumerable<IOperation> OperationsOf(BasicBlock block)
    {
        foreach (var operation in block.Operations)
        {
            foreach (var descendant in OperationOrder.ChildrenFirst(operation))
                yield return descendant;
        }

        if (block.BranchValue is { } value)
        {
            foreach (var descendant in OperationOrder.ChildrenFirst(value))
                yield return descendant;
        }
    }
}
