using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What became of each resource that one body, with the lambdas and local functions in it, creates.</summary>
internal sealed class ObligationAnalysis
{
    private ObligationAnalysis(ImmutableArray<Leak> leaks, KnownTypes types)
    {
        Leaks = leaks;
        Types = types;
    }

    public KnownTypes Types { get; }

    /// <summary>The resources that are still open where the body ends normally, in the order of the source.</summary>
    public ImmutableArray<Leak> Leaks { get; }

    /// <summary>Runs the analysis, or returns null when the body creates nothing that a rule looks at.</summary>
    public static ObligationAnalysis? TryRun(
        IOperation block,
        AnalysisScope scope,
        Func<IOperation, ControlFlowGraph> getGraph,
        CancellationToken cancellationToken)
    {
        if (!Creates(block, scope, cancellationToken))
            return null;

        var leaks = ImmutableArray.CreateBuilder<Leak>();
        var pending = new Stack<ControlFlowGraph>();
        pending.Push(getGraph(block));
        while (pending.Count > 0)
        {
            var graph = pending.Pop();
            AddLeaks(graph, scope, leaks, cancellationToken);
            foreach (var nested in NestedFunctions.Within(graph, cancellationToken))
                pending.Push(nested);
        }

        leaks.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        return leaks.Count == 0 ? null : new ObligationAnalysis(leaks.ToImmutable(), scope.Types);
    }

    /// <summary>
    /// The first glance: most bodies are left by the types of their operations alone, and the rest by the contracts of the
    /// members that they take a resource from. A graph is built only for a body that creates one.
    /// </summary>
    private static bool Creates(IOperation block, AnalysisScope scope, CancellationToken cancellationToken)
    {
        return OperationOrder.Any(block, operation => FreshValues.KindOf(operation, scope, null, cancellationToken) != ResourceKind.None);
    }

    private static void AddLeaks(ControlFlowGraph graph, AnalysisScope scope, ImmutableArray<Leak>.Builder leaks, CancellationToken cancellationToken)
    {
        var flow = new ObligationFlow(graph, scope, InferenceStack.Start(), ImmutableArray<IParameterSymbol>.Empty, cancellationToken);
        if (!flow.Created.Any() || !flow.Run())
            return;

        foreach (var obligation in flow.Created)
        {
            var atExit = flow.AtExit(obligation);
            var isLost = flow.IsLostInLoop(obligation);
            if (isLost || (atExit & ObligationState.Open) != 0)
                leaks.Add(new Leak(obligation, atExit));
        }
    }
}
