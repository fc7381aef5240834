using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>The fields and properties of an object to which a body, or a function in it, assigns a fresh value while they may hold an open one.</summary>
internal static class OverwrittenMembers
{
    public static IEnumerable<Overwrite> Find(ObligationAnalysis body, CancellationToken cancellationToken)
    {
        if (body is not { Graph: { } root, Owner: IMethodSymbol { IsStatic: false } method, Outcomes.IsEmpty: false })
            yield break;

        Dictionary<ISymbol, EntryStates?>? members = null;
        foreach (var graph in NestedFunctions.WithAllWithin(root, cancellationToken))
        {
            var captured = new CapturedValues(graph);
            var stores = new MemberStores(captured, body.Scope, cancellationToken);
            List<ISymbol>? seen = null;
            foreach (var operation in NestedFunctions.OperationsOf(graph))
            {
                if (operation is not (ISimpleAssignmentOperation or IArgumentOperation)
                    || stores.TryRead(operation) is not { } store
                    || FreshValueOf(store, captured, body) is null
                    || (seen ??= []).Contains(store.Member, SymbolEqualityComparer.Default))
                {
                    continue;
                }

                seen.Add(store.Member);
                members ??= new Dictionary<ISymbol, EntryStates?>(SymbolEqualityComparer.Default);
                if (!members.TryGetValue(store.Member, out var entries))
                    members.Add(store.Member, entries = EntriesOf(store.Member, body.Scope, cancellationToken));

                if (entries is null)
                    continue;

                var flow = new OpennessFlow(store.Member, graph, body.Block, entries, body.Scope, cancellationToken);
                if (!flow.MayMatter)
                    continue;

                foreach (var open in flow.Run(entries.MayBeOpenIn(graph, method)).OpenStores)
                {
                    if (FreshValueOf(open, captured, body) is { } made)
                        yield return new Overwrite(store.Member, open.Target.Syntax, null, made.Kind, made.Type, IsOwn(open, entries, flow));
                }
            }
        }
    }

    private static EntryStates? EntriesOf(ISymbol member, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var setters = scope.Borrowed.SettersOf(member, cancellationToken);
        return setters == MemberSetters.Unknown ? null : new EntryStates(member, setters, scope, cancellationToken);
    }

    /// <summary>Whether the value before may be closed right before the store.</summary>
    private static bool IsOwn(MemberStore store, EntryStates entries, OpennessFlow flow)
    {
        return store.Form is StoreForm.Assignment or StoreForm.Argument && entries.Setters == MemberSetters.TypeAlone && flow.IsOnlyClosed;
    }

    /// <summary>The resource that the body makes and assigns, on the spot or through a local; null for a value from elsewhere.</summary>
    private static Obligation? FreshValueOf(MemberStore store, CapturedValues captured, ObligationAnalysis body)
    {
        Obligation? made = null;
        foreach (var value in captured.AllOf(store.Value))
        {
            if (value.ConstantValue is { HasValue: true, Value: null })
                continue;

            if (FreshValueOf(store, value, body) is not { } fresh)
                return null;

            made ??= fresh;
        }

        return made;
    }

    private static Obligation? FreshValueOf(MemberStore store, IOperation value, ObligationAnalysis body)
    {
        foreach (var outcome in body.Outcomes)
        {
            var obligation = outcome.Obligation;
            if (obligation.Creation == value && store.Form == StoreForm.Argument)
                return obligation;

            if ((obligation.Creation == value || (value is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(obligation.Holder, local.Local)))
                && (outcome.AtExit & ~ObligationState.NotCreated) != 0)
            {
                return obligation;
            }
        }

        return null;
    }
}
