using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The graph of one method, accessor, constructor, local function or lambda, and what its text says of variables.</summary>
internal sealed class FunctionBody
{
    private readonly AssignedSymbols _assigned;

    private FunctionBody(IMethodSymbol symbol, ControlFlowGraph graph, AssignedSymbols assigned)
    {
        Symbol = symbol;
        Graph = graph;
        _assigned = assigned;
        Values = new GraphValues(graph, assigned);
    }

    public IMethodSymbol Symbol { get; }

    public ControlFlowGraph Graph { get; }

    public AssignedSymbols Assigned => _assigned;

    public GraphValues Values { get; }

    public static FunctionBody? TryCreate(MethodBody body, CancellationToken cancellationToken)
    {
        if (body.Member is not IMethodSymbol method || body.GetGraph(cancellationToken) is not { } graph)
            return null;

        return new FunctionBody(method, graph, AssignedSymbols.Of(body.Root));
    }

    /// <summary>The body of a lambda or local function that this body, or one around it, declares.</summary>
    public FunctionBody? TryGetNested(IMethodSymbol function, IFlowAnonymousFunctionOperation? lambda, CancellationToken cancellationToken)
    {
        if (lambda is not null)
            return new FunctionBody(function, Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), _assigned);

        for (var graph = Graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(function))
                return new FunctionBody(function, graph.GetLocalFunctionControlFlowGraph(function, cancellationToken), _assigned);
        }

        return null;
    }
}
