using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>The fields and properties of an object to which a body assigns a fresh value while they may hold an open one.</summary>
internal static class OverwrittenMembers
{
    public static IEnumerable<Overwrite> Find(ObligationAnalysis body, CancellationToken cancellationToken)
    {
        if (body.Graph is not { } graph || body.Owner is not IMethodSymbol { IsStatic: false } method || TestTypes.Is(method.ContainingType, body.Types))
            yield break;

        List<ISymbol>? seen = null;
        var captured = new CapturedValues(graph);
        foreach (var operation in NestedFunctions.OperationsOf(graph))
        {
            if (operation is not ISimpleAssignmentOperation assignment
                || MemberReferences.OfThis(captured.Of(assignment.Target)) is not { } member
                || FreshValueOf(captured.Of(assignment.Value), body) is null
                || (seen ??= []).Contains(member, SymbolEqualityComparer.Default))
            {
                continue;
            }

            seen.Add(member);
            if (!body.Scope.Borrowed.IsOwn(member, cancellationToken))
                continue;

            var entries = new EntryStates(member, body.Scope, cancellationToken);
            var flow = new OpennessFlow(member, graph, body.Block, entries, body.Scope, cancellationToken);
            if (!flow.MayMatter)
                continue;

            flow.Run(isOpenAtStart: entries.MayBeOpenIn(method));
            foreach (var open in flow.OpenAssignments)
            {
                if (FreshValueOf(captured.Of(open.Value), body) is { } made)
                    yield return new Overwrite(member, open.Target.Syntax, null, made.Kind, made.Type, flow.IsOnlyClosed);
            }
        }
    }

    /// <summary>The resource that the body makes and assigns, on the spot or through a local; null for a value from elsewhere.</summary>
    private static Obligation? FreshValueOf(IOperation value, ObligationAnalysis body)
    {
        foreach (var outcome in body.Outcomes)
        {
            var obligation = outcome.Obligation;
            if ((obligation.Creation == value || (value is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(obligation.Holder, local.Local)))
                && (outcome.AtExit & ~ObligationState.NotCreated) != 0)
            {
                return obligation;
            }
        }

        return null;
    }
}
