using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What became of each resource that one body, with the lambdas and local functions in it, creates, and what it closes.</summary>
internal sealed class ObligationAnalysis
{
    private ObligationAnalysis(IOperation block, ISymbol owner, AnalysisScope scope, ImmutableArray<Outcome> outcomes, ImmutableArray<Leak> leaks)
    {
        Block = block;
        Owner = owner;
        Scope = scope;
        Outcomes = outcomes;
        Leaks = leaks;
    }

    public IOperation Block { get; }

    /// <summary>The member that the body belongs to.</summary>
    public ISymbol Owner { get; }

    public AnalysisScope Scope { get; }

    public KnownTypes Types => Scope.Types;

    /// <summary>Every resource that the body creates.</summary>
    public ImmutableArray<Outcome> Outcomes { get; }

    /// <summary>The resources that are still open where the body ends normally, in the order of the source.</summary>
    public ImmutableArray<Leak> Leaks { get; }

    /// <summary>Runs the analysis, or returns null when the body creates and closes nothing that a rule looks at.</summary>
    /// <param name="block">The body.</param>
    /// <param name="context">Where the compiler hands the body over; passed by reference, for it is large and most bodies end here.</param>
    /// <param name="scope">What is shared for the compilation.</param>
    public static ObligationAnalysis? TryRun(IOperation block, in OperationBlockAnalysisContext context, AnalysisScope scope)
    {
        var cancellationToken = context.CancellationToken;
        var owner = context.OwningSymbol;
        switch (BodyGlance.At(block, scope, cancellationToken))
        {
            case BodyInterest.None:
                return null;

            case BodyInterest.Closes:
                return new ObligationAnalysis(block, owner, scope, ImmutableArray<Outcome>.Empty, ImmutableArray<Leak>.Empty);
        }

        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        var leaks = ImmutableArray.CreateBuilder<Leak>();
        HashSet<IMethodSymbol>? expectedToFail = null;
        var pending = new Stack<ControlFlowGraph>();
        pending.Push(context.GetControlFlowGraph(block));
        while (pending.Count > 0)
        {
            var graph = pending.Pop();
            AddOutcomes(graph, scope, outcomes, leaks, cancellationToken);
            foreach (var (function, nested) in NestedFunctions.Within(graph, cancellationToken))
            {
                if (!(expectedToFail ??= ExpectedFailures.In(block, scope.Types)).Contains(function))
                    pending.Push(nested);
            }
        }

        leaks.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        return new ObligationAnalysis(block, owner, scope, outcomes.ToImmutable(), leaks.ToImmutable());
    }

    private static void AddOutcomes(ControlFlowGraph graph, AnalysisScope scope, ImmutableArray<Outcome>.Builder outcomes, ImmutableArray<Leak>.Builder leaks, CancellationToken cancellationToken)
    {
        var flow = new ObligationFlow(graph, scope, InferenceStack.Start(), ImmutableArray<ISymbol>.Empty, cancellationToken);
        if (!flow.Created.Any() || !flow.Run())
            return;

        foreach (var obligation in flow.Created)
        {
            var atExit = flow.AtExit(obligation);
            outcomes.Add(new Outcome(obligation, atExit));
            var isLost = flow.IsLostInLoop(obligation);
            if (isLost || (atExit & ObligationState.Open) != 0)
                leaks.Add(new Leak(obligation, atExit));
        }
    }
}
