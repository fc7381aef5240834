using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Notes the open values that a variable loses because it is given another one, and that nothing else holds.</summary>
internal sealed class LostValues
{
    private readonly List<Overwrite> _overwrites = [];
    private readonly HashSet<(Obligation, SyntaxNode)> _noted = [];
    private readonly Dictionary<Obligation, (ISymbol Holder, bool IsOwn)> _ofTurnBefore = [];

    public IReadOnlyList<Overwrite> Overwrites => _overwrites;

    /// <summary>What has been read already and is assigned next.</summary>
    public ulong OnTheWay { get; set; }

    /// <summary>A loop makes the value anew; whoever still holds that of the turn before is about to lose it.</summary>
    public void AtNextTurn(Obligation site, Obligation[] obligations, FlowState state)
    {
        if (state.OnlyHolderOf(site.Mask) is { } holder)
            _ofTurnBefore[site] = (holder, IsOwn(state.HeldBy(new AliasKey(holder)), obligations, state));
    }

    public void AtAssignment(Obligation[] obligations, ISymbol holder, Aliases before, Aliases value, SyntaxNode target, FlowState state)
    {
        foreach (var obligation in obligations)
        {
            (ISymbol Holder, bool IsOwn) last = default;
            var isOfTurnBefore = (value.Must & obligation.Mask) != 0
                && _ofTurnBefore.TryGetValue(obligation, out last)
                && SymbolEqualityComparer.Default.Equals(last.Holder, holder);
            var isLost = (before.Must & ~OnTheWay & obligation.Mask) != 0
                && state.IsWithinReach(obligation.Mask)
                && !state.IsHeld(obligation.Mask);

            if ((isLost || isOfTurnBefore) && VariableScope.Holds(holder, obligation, target) && _noted.Add((obligation, target)))
                _overwrites.Add(new Overwrite(holder, target, obligation, obligation.Kind, obligation.Type, isOfTurnBefore ? last.IsOwn : IsOwn(before, obligations, state)));
        }
    }

    private static bool IsOwn(Aliases value, Obligation[] obligations, FlowState state)
    {
        if (!value.IsNothingElse)
            return false;

        foreach (var obligation in obligations)
        {
            if ((value.May & obligation.Mask) != 0 && (state.Of(obligation) & ~(ObligationState.Open | ObligationState.Closed | ObligationState.NotCreated)) != 0)
                return false;
        }

        return true;
    }
}
