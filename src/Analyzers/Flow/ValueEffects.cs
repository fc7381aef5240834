using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What can happen to a value: it is made, held, lost, or closed with what was made over it.</summary>
internal sealed class ValueEffects
{
    private readonly CapturedVariables _captured;
    private readonly ValueTracker _values;

    public ValueEffects(Dictionary<IOperation, Obligation> sites, CapturedVariables captured, ValueTracker values)
    {
        Sites = sites;
        Obligations = [.. sites.Values];
        _captured = captured;
        _values = values;
    }

    /// <summary>The operations that make a resource.</summary>
    public Dictionary<IOperation, Obligation> Sites { get; }

    public Obligation[] Obligations { get; }

    /// <summary>States are final, and what is seen is the result.</summary>
    public bool IsRecording { get; set; }

    public HashSet<Obligation> LostInLoop { get; } = [];

    /// <summary>The values that a variable loses to another one.</summary>
    public LostValues Lost { get; } = new();

    public void Create(Obligation site, FlowState state)
    {
        if (IsRecording && (state.Of(site) & ObligationState.Open) != 0)
        {
            LostInLoop.Add(site);
            Lost.AtNextTurn(site, Obligations, state);
        }

        state.Create(site);
    }

    public void Hold(ISymbol holder, Aliases value, IOperation target, FlowState state)
    {
        var before = state.HeldBy(new AliasKey(holder));
        state.Assign(new AliasKey(holder), value);
        if (IsRecording)
            Lost.AtAssignment(Obligations, holder, before, value, target.Syntax, state);

        state.Lose(before.Must & ~Lost.OnTheWay);

        foreach (var obligation in Obligations)
        {
            if ((value.Must & obligation.Mask) != 0)
                obligation.HeldBy(holder, target.Syntax);
        }

        if (value.IsEmpty)
            return;

        _values.Hold(holder, value);
        if (_captured.MayChange(holder))
            state.Discharge(value, ObligationState.Unknown);
    }

    public void Drop(Aliases value, DropReason reason, ISymbol? member, FlowState state)
    {
        if (!IsRecording || value.IsEmpty)
            return;

        foreach (var obligation in Obligations)
        {
            if ((value.Must & obligation.Mask) != 0 && (state.Of(obligation) & ObligationState.Open) != 0)
                obligation.DroppedBy(reason, member);
        }
    }

    /// <summary>With a handler closes the client that was made over it.</summary>
    public void Close(Aliases value, FlowState state)
    {
        state.Discharge(value, ObligationState.Closed);
        state.CloseOver(MadeOver(value));
    }

    /// <summary>The clients that were made over the value.</summary>
    public ulong MadeOver(Aliases value)
    {
        var mask = 0UL;
        foreach (var obligation in Obligations)
        {
            if ((obligation.Over & value.Must) != 0)
                mask |= obligation.Mask;
        }

        return mask;
    }

    /// <summary>
    /// A value that a field has got as well, or that comes from elsewhere on one path, is not the caller's alone. One that is
    /// closed on some path is still his on the others.
    /// </summary>
    public bool IsFresh(Aliases aliases, FlowState state)
    {
        var fresh = 0UL;
        foreach (var obligation in Obligations)
        {
            if ((state.Of(obligation) & ~(ObligationState.NotCreated | ObligationState.Closed)) == ObligationState.Open)
                fresh |= obligation.Mask;
        }

        return aliases.IsNothingElse && (aliases.May & ~fresh) == 0;
    }

    /// <summary>True when this code may still have to close the value: nobody else has taken it over.</summary>
    public bool MayBeOpen(Aliases value, FlowState state)
    {
        foreach (var obligation in Obligations)
        {
            if ((value.May & obligation.Mask) != 0 && (state.Of(obligation) & ObligationState.Open) != 0)
                return true;
        }

        return false;
    }

    public ITypeSymbol? TypeOf(Aliases value)
    {
        ITypeSymbol? type = null;
        foreach (var obligation in Obligations)
        {
            if ((value.May & obligation.Mask) == 0)
                continue;

            if (type is not null && !SymbolEqualityComparer.Default.Equals(type, obligation.Type))
                return null;

            type = obligation.Type;
        }

        return type;
    }

    /// <summary>The resources that are of the type for certain.</summary>
    public ulong MaskOf(ITypeSymbol type)
    {
        var mask = 0UL;
        foreach (var obligation in Obligations)
        {
            if (obligation.Type.IsAssignableTo(type))
                mask |= obligation.Mask;
        }

        return mask;
    }
}
