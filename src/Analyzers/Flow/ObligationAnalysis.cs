using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow.AfterClose;
using Lifecycle.Analyzers.Flow.Outliving;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What became of each resource that one body, with the lambdas and local functions in it, creates, and what it closes.</summary>
internal sealed class ObligationAnalysis
{
    private ObligationAnalysis(IOperation block, ISymbol owner, AnalysisScope scope, ControlFlowGraph? graph, ImmutableArray<Outcome> outcomes, ImmutableArray<Leak> leaks, ImmutableArray<Overwrite> overwrites, ImmutableArray<OutlivingTask> outliving)
    {
        Block = block;
        Owner = owner;
        Scope = scope;
        Graph = graph;
        Outcomes = outcomes;
        Leaks = leaks;
        Overwrites = overwrites;
        Outliving = outliving;
    }

    public IOperation Block { get; }

    /// <summary>The member that the body belongs to.</summary>
    public ISymbol Owner { get; }

    public AnalysisScope Scope { get; }

    public KnownTypes Types => Scope.Types;

    /// <summary>The graph of the body itself; null where it creates nothing.</summary>
    public ControlFlowGraph? Graph { get; }

    /// <summary>Every resource that the body creates.</summary>
    public ImmutableArray<Outcome> Outcomes { get; }

    /// <summary>The resources that are still open where the body ends normally, in the order of the source.</summary>
    public ImmutableArray<Leak> Leaks { get; }

    /// <summary>The variables that lose an open value to another, though they are closed or handed on elsewhere.</summary>
    public ImmutableArray<Overwrite> Overwrites { get; }

    /// <summary>The tasks that nobody has awaited when something they work with is closed, in the order of the source.</summary>
    public ImmutableArray<OutlivingTask> Outliving { get; }

    /// <summary>What the body does with values that it has closed.</summary>
    public AfterCloseFindings AfterClose { get; private init; } = AfterCloseFindings.None;

    /// <summary>Runs the analysis, or returns null when the body creates and closes nothing that a rule looks at.</summary>
    /// <param name="block">The body.</param>
    /// <param name="context">Where the compiler hands the body over; passed by reference, for it is large and most bodies end here.</param>
    /// <param name="scope">What is shared for the compilation.</param>
    public static ObligationAnalysis? TryRun(IOperation block, in OperationBlockAnalysisContext context, AnalysisScope scope)
    {
        var cancellationToken = context.CancellationToken;
        var owner = context.OwningSymbol;
        var (interest, mayClose, mayLetTasksOut) = BodyGlance.At(block, scope, cancellationToken);
        var outliving = mayLetTasksOut && scope.FollowsTasks
            ? OutlivingTasks(context.GetControlFlowGraph(block), scope, cancellationToken)
            : ImmutableArray<OutlivingTask>.Empty;

        // A test that closes twice, or uses what it has closed, does so on purpose.
        var afterClose = mayClose && scope.FollowsClosedValues && ClosedMentions.AreLate(block, scope.Types) && !TestTypes.Is(owner.ContainingType, scope.Types)
            ? AfterCloseFindings.In(context.GetControlFlowGraph(block), scope, cancellationToken)
            : AfterCloseFindings.None;
        if (interest == BodyInterest.None && outliving.IsEmpty && afterClose.AreNone)
            return null;

        if (interest != BodyInterest.Creates)
            return new ObligationAnalysis(block, owner, scope, null, ImmutableArray<Outcome>.Empty, ImmutableArray<Leak>.Empty, ImmutableArray<Overwrite>.Empty, outliving) { AfterClose = afterClose };


        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        var leaks = ImmutableArray.CreateBuilder<Leak>();
        var overwrites = ImmutableArray.CreateBuilder<Overwrite>();
        HashSet<IMethodSymbol>? expectedToFail = null;
        var root = context.GetControlFlowGraph(block);
        var pending = new Stack<ControlFlowGraph>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var graph = pending.Pop();
            AddOutcomes(graph, scope, outcomes, leaks, overwrites, cancellationToken);
            foreach (var (function, nested) in NestedFunctions.Within(graph, cancellationToken))
            {
                if (!(expectedToFail ??= ExpectedFailures.In(block, scope.Types)).Contains(function))
                    pending.Push(nested);
            }
        }

        leaks.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        overwrites.Sort(static (left, right) => left.Target.SpanStart.CompareTo(right.Target.SpanStart));
        return new ObligationAnalysis(block, owner, scope, root, outcomes.ToImmutable(), leaks.ToImmutable(), overwrites.ToImmutable(), outliving) { AfterClose = afterClose };
    }

    private static ImmutableArray<OutlivingTask> OutlivingTasks(ControlFlowGraph root, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var found = new List<OutlivingTask>();
        foreach (var graph in NestedFunctions.WithAllWithin(root, cancellationToken))
            TaskFlow.Find(graph, scope, found, cancellationToken);

        found.Sort(static (left, right) => left.Place.SpanStart.CompareTo(right.Place.SpanStart));
        return found.ToImmutableArray();
    }

    private static void AddOutcomes(ControlFlowGraph graph, AnalysisScope scope, ImmutableArray<Outcome>.Builder outcomes, ImmutableArray<Leak>.Builder leaks, ImmutableArray<Overwrite>.Builder overwrites, CancellationToken cancellationToken)
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

        foreach (var overwrite in flow.Overwrites)
        {
            if (IsClosedSometimes(overwrite.Holder, flow))
                overwrites.Add(overwrite);
        }
    }

    /// <summary>A variable that nothing ever closes leaks whatever it is given: that is one finding, about its first value.</summary>
    private static bool IsClosedSometimes(ISymbol holder, ObligationFlow flow)
    {
        foreach (var obligation in flow.Created)
        {
            if (SymbolEqualityComparer.Default.Equals(obligation.Holder, holder) && (flow.AtExit(obligation) & ~(ObligationState.Open | ObligationState.NotCreated)) != 0)
                return true;
        }

        return false;
    }
}
