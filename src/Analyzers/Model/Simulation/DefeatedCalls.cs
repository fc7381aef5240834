using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// The calls by which a close defeats itself: the callee tests what the close has claimed, and so does nothing. Each call of
/// a member of the same object is run once more by itself, in the state in which the close makes it, and in the same state
/// without the claim: only the second may work.
/// </summary>
internal sealed class DefeatedCalls
{
    private const int Steps = 3_000;

    private readonly SimulatedCode _code;
    private readonly TwoCalls _calls;
    private readonly SimulationBudget _budget = new(Steps);

    private DefeatedCalls(SimulatedCode code, TwoCalls calls)
    {
        _code = code;
        _calls = calls;
    }

    /// <summary>
    /// The calls of which it is sure, in the order in which the simulation met them. Of a chain of calls it is the last,
    /// whose callee tests the claim.
    /// </summary>
    public static ImmutableArray<DefeatedCall> Find(SimulatedCode code, TwoCalls calls)
    {
        if (calls.InnerCalls.Count == 0)
            return ImmutableArray<DefeatedCall>.Empty;

        var finder = new DefeatedCalls(code, calls);
        var found = ImmutableArray.CreateBuilder<DefeatedCall>();
        foreach (var site in calls.InnerCalls.Select(static call => call.Site).Distinct())
        {
            if (finder.Judge(site) is { } defeated)
                found.Add(defeated);
        }

        return found.Where(call => !found.Any(other => finder.IsWithin(other.Site, call.Site))).ToImmutableArray();
    }

    /// <summary>True for a call that is made while the other is under way.</summary>
    private bool IsWithin(IInvocationOperation inner, IInvocationOperation outer)
    {
        foreach (var call in _calls.InnerCalls)
        {
            if (call.Site != inner || inner == outer)
                continue;

            for (var i = 0; i < call.State.Stack.Count - 1; i++)
            {
                var frame = call.State.Stack[i];
                var operations = frame.Body.OperationsOf(frame.Block);
                if (frame.Index < operations.Length && operations[frame.Index] == outer)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The call is defeated when it is on every path that comes to it.</summary>
    private DefeatedCall? Judge(IInvocationOperation site)
    {
        DefeatedCall? defeated = null;
        foreach (var call in _calls.InnerCalls)
        {
            if (call.Site != site)
                continue;

            defeated = Judge(site, call.State);
            if (defeated is null)
                return null;
        }

        return defeated;
    }

    private DefeatedCall? Judge(IInvocationOperation site, SimulationState state)
    {
        var claims = state.Trace.Claims.Where(claim => claim.Kind == ClaimKind.Flag && IsOfTheClose(claim, state)).ToList();
        if (claims.Count == 0 || Run(state.Alone()) is not { } claimed || Ends(claimed).Any(static end => end.Trace.HasWorked))
            return null;

        var tests = Ends(claimed).SelectMany(static end => end.Trace.Tests).Where(test => claims.Exists(claim => IsSame(claim.Member, test.Member))).ToList();
        if (tests.Count == 0)
            return null;

        var start = state.Alone();
        start.Forget(slot => tests.Exists(test => IsSame(test.Member, slot.Key as ISymbol ?? (slot.Key as StateKey)?.Detail as ISymbol)));
        if (Run(start) is not { } free || Lost(Ends(free), state) is not { } lost)
            return null;

        return new DefeatedCall(site, claims.Find(claim => IsSame(claim.Member, tests[0].Member)), tests[0], lost)
        {
            Throws = claimed.Returned.Count == 0,
        };
    }

    /// <summary>
    /// True for a claim by a member that is under way, or by one that did nothing else: TryMarkClosed(). What a stop that
    /// has done its work says of itself is no claim of the close; a member that then has nothing to do is not defeated.
    /// </summary>
    private bool IsOfTheClose(Claim claim, SimulationState state)
    {
        var member = MemberAround(claim.At);
        for (var i = 0; i < state.Stack.Count - 1; i++)
        {
            if (MemberAround(state.Stack[i].Body.Graph.OriginalOperation) == member)
                return true;
        }

        foreach (var work in state.Trace.Work)
        {
            if (work.Value > EffectKind.Neutral && MemberAround(_code.WorkOf(work.Key, work.Value).At) == member)
                return false;
        }

        return true;
    }

    /// <summary>The worst of the work that the callee would do and the close does not; null when there is none.</summary>
    private WorkItem? Lost(IEnumerable<SimulationState> free, SimulationState state)
    {
        var done = DoneBy(state);
        WorkItem? worst = null;
        foreach (var work in free.SelectMany(static end => end.Trace.Work))
        {
            if (work.Value <= EffectKind.Neutral)
                continue;

            var item = _code.WorkOf(work.Key, work.Value);
            if ((worst is null || item.Effect.Kind > worst.Effect.Kind) && !done.Exists(other => IsCoveredBy(item, other)) && !IsUnderWay(item))
                worst = item;
        }

        return worst;
    }

    /// <summary>What the close does before the call and after it.</summary>
    private List<WorkItem> DoneBy(SimulationState state)
    {
        var done = new List<WorkItem>();
        foreach (var work in _calls.Work.Concat(state.Trace.Work))
        {
            if (work.Value > EffectKind.Neutral)
                done.Add(_code.WorkOf(work.Key, work.Value));
        }

        return done;
    }

    /// <summary>True for the same work, and for a release of an object that is released by other means: Stop and then Dispose.</summary>
    private static bool IsCoveredBy(WorkItem item, WorkItem done)
    {
        return item.At == done.At || (item is { On: { } on, Effect.Kind: EffectKind.Safe } && done.On == on);
    }

    /// <summary>True for a call back into what the run has entered already: what that does is known from there.</summary>
    private bool IsUnderWay(WorkItem item)
    {
        return item.At is IInvocationOperation { Instance: IInstanceReferenceOperation } call && _code.Entered.Contains(call.TargetMethod.OriginalDefinition);
    }

    /// <summary>A run to its ends; null when it cannot be followed.</summary>
    private CallSimulation? Run(SimulationState start)
    {
        var simulation = new CallSimulation(_code, _budget, _code.CancellationToken);
        simulation.Run(start);
        return simulation.IsExhausted || simulation.IsCoarse ? null : simulation;
    }

    private static IEnumerable<SimulationState> Ends(CallSimulation run)
    {
        return run.Returned.Concat(run.Thrown);
    }

    private static SyntaxNode? MemberAround(IOperation operation)
    {
        return operation.Syntax.AncestorsAndSelf().FirstOrDefault(static node => node is MemberDeclarationSyntax or AccessorDeclarationSyntax);
    }

    private static bool IsSame(ISymbol one, ISymbol? other)
    {
        return SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other?.OriginalDefinition);
    }
}

/// <summary>A call that does nothing because of what the close that makes it has claimed.</summary>
/// <param name="Site">The call.</param>
/// <param name="Claim">What the close claimed.</param>
/// <param name="Test">Where the callee tests it.</param>
/// <param name="Lost">The work that is never done.</param>
internal sealed record DefeatedCall(IInvocationOperation Site, Claim Claim, Reading Test, WorkItem Lost)
{
    /// <summary>True when the callee throws, false when it returns.</summary>
    public bool Throws { get; init; }
}
