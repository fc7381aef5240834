using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// What the lambdas and local functions of a graph do with its variables. One that only uses a resource changes nothing of
/// who has to close it; it takes the resource along wherever it goes. One that does more may do it at any time.
/// </summary>
internal sealed class CapturedVariables
{
    /// <summary>How deep functions are looked into that stand within one another.</summary>
    private const int MaximumNesting = 8;

    private readonly ControlFlowGraph _graph;
    private readonly AnalysisScope _scope;
    private readonly InferenceStack _stack;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, bool> _onlyUsed = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, HashSet<ISymbol>>? _references;

    public CapturedVariables(ControlFlowGraph graph, AnalysisScope scope, InferenceStack stack, CancellationToken cancellationToken)
    {
        _graph = graph;
        _scope = scope;
        _stack = stack;
        _cancellationToken = cancellationToken;
    }

    private Dictionary<ISymbol, HashSet<ISymbol>> References => _references ??= Collect();

    /// <summary>True for a variable that some function may close, hand on or assign.</summary>
    public bool MayChange(ISymbol variable)
    {
        if (!IsCaptured(variable))
            return false;

        if (!_onlyUsed.TryGetValue(variable, out var onlyUsed))
            _onlyUsed.Add(variable, onlyUsed = IsOnlyUsed(variable));

        return !onlyUsed;
    }

    /// <summary>The variables that the function refers to, itself or by another function that it may call.</summary>
    public IReadOnlyCollection<ISymbol> CapturedBy(IMethodSymbol function)
    {
        return References.TryGetValue(function, out var captured) ? captured : ImmutableArray<ISymbol>.Empty;
    }

    private bool IsCaptured(ISymbol variable)
    {
        foreach (var captured in References.Values)
        {
            if (captured.Contains(variable))
                return true;
        }

        return false;
    }

    private Dictionary<ISymbol, HashSet<ISymbol>> Collect()
    {
        var references = new Dictionary<ISymbol, HashSet<ISymbol>>(SymbolEqualityComparer.Default);
        foreach (var (function, graph) in NestedFunctions.Within(_graph, _cancellationToken))
            references[function] = ReferencesOf(graph);

        // A function that calls another one of the same graph reaches what that one reaches.
        bool changed;
        do
        {
            changed = false;
            foreach (var captured in references.Values)
            {
                foreach (var called in captured.Where(references.ContainsKey).ToArray())
                {
                    var before = captured.Count;
                    captured.UnionWith(references[called]);
                    changed |= captured.Count != before;
                }
            }
        }
        while (changed);

        return references;
    }

    private HashSet<ISymbol> ReferencesOf(ControlFlowGraph function)
    {
        var references = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var graph in NestedFunctions.WithAllWithin(function, _cancellationToken))
        {
            foreach (var operation in NestedFunctions.OperationsOf(graph))
            {
                var referred = operation switch
                {
                    ILocalReferenceOperation local => local.Local,
                    IParameterReferenceOperation parameter => parameter.Parameter,
                    IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call => call.TargetMethod.OriginalDefinition,
                    IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } method => method.Method.OriginalDefinition,
                    _ => (ISymbol?)null,
                };
                if (referred is not null)
                    references.Add(referred);
            }
        }

        return references;
    }

    private bool IsOnlyUsed(ISymbol variable)
    {
        var nesting = 0;
        for (var outer = _graph; outer is not null; outer = outer.Parent)
            nesting++;

        if (nesting > MaximumNesting)
            return false;

        foreach (var (function, graph) in NestedFunctions.Within(_graph, _cancellationToken))
        {
            if (CapturedBy(function).Contains(variable, SymbolEqualityComparer.Default) && !IsOnlyUsedIn(graph, variable))
                return false;
        }

        return true;
    }

    private bool IsOnlyUsedIn(ControlFlowGraph function, ISymbol variable)
    {
        foreach (var operation in NestedFunctions.OperationsOf(function))
        {
            // A capture that is assigned stands for a variable, which the graph does not name here: c ??= x.
            if (SymbolEqualityComparer.Default.Equals(AssignedSymbols.Variable(operation), variable) ? AssignedSymbols.IsWritten(operation) : operation is ISimpleAssignmentOperation { Target: IFlowCaptureReferenceOperation })
                return false;
        }

        var flow = new ObligationFlow(function, _scope, _stack, ImmutableArray.Create(variable), _cancellationToken);
        return flow.Run() && flow.OfGiven(variable) is { } obligation && (flow.AtExit(obligation) & ~(ObligationState.NotCreated | ObligationState.Open)) == 0;
    }
}
