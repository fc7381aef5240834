using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What a body leaves in its <c>out</c> and <c>ref</c> parameters where it ends normally: from then on it is the caller's.</summary>
internal sealed class OutValues
{
    private readonly Dictionary<IParameterSymbol, ReturnedValues> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The parameters that get a fresh resource or null on every way out, one bit each.</summary>
    public ulong Fresh
    {
        get
        {
            var fresh = 0UL;
            foreach (var pair in _values)
                fresh |= pair.Value.AreFresh ? 1UL << pair.Key.Ordinal : 0;

            return fresh;
        }
    }

    public static bool Is(ISymbol? symbol)
    {
        return symbol is IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref, Ordinal: < MethodContract.MaximumOuts };
    }

    /// <summary>The position of the parameter that each parameter gets the value of on every way out; empty when none does.</summary>
    public ImmutableArray<int> Given(int parameters)
    {
        var given = ImmutableArray<int>.Empty;
        foreach (var pair in _values)
        {
            // Code that does not compile assigns to an out parameter of the function around it.
            if (pair.Value.Parameter < 0 || pair.Key.Ordinal >= parameters)
                continue;

            if (given.IsEmpty)
                given = ImmutableArray.CreateRange(Enumerable.Repeat(MethodContract.None, parameters));

            given = given.SetItem(pair.Key.Ordinal, pair.Value.Parameter);
        }

        return given;
    }

    /// <summary>The parameter holds the value until another takes its place, or the body ends.</summary>
    public void Assign(IParameterSymbol parameter, Aliases value, FlowState state)
    {
        if (!_values.ContainsKey(parameter))
            _values.Add(parameter, new ReturnedValues());

        state.Assign(new AliasKey(parameter), value);
    }

    /// <summary>The body ends.</summary>
    public void Leave(FlowState state, ValueEffects effects, IReadOnlyDictionary<ISymbol, Obligation> given)
    {
        foreach (var pair in _values)
        {
            var value = state.HeldBy(new AliasKey(pair.Key));
            if (value == Aliases.Null)
                continue;

            pair.Value.Add(effects.IsFresh(value, state), effects.TypeOf(value), PositionOf(value, state, given));
            state.Discharge(value, ObligationState.HandedOn);
        }
    }

    private static int PositionOf(Aliases value, FlowState state, IReadOnlyDictionary<ISymbol, Obligation> given)
    {
        foreach (var pair in given)
        {
            if (value.Must == pair.Value.Mask && value.May == pair.Value.Mask && state.Of(pair.Value) == ObligationState.Open)
                return pair.Key is IParameterSymbol parameter ? parameter.Ordinal : MethodContract.None;
        }

        return MethodContract.None;
    }
}
