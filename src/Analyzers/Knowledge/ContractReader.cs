using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>Makes the contract of a method from what a line says; names that it has no parameter of are for other overloads.</summary>
internal static class ContractReader
{
    /// <summary>Null when the line says nothing about what a call does.</summary>
    public static MethodContract? Read(IMethodSymbol method, OwnershipFacts facts)
    {
        if (facts is { IsFresh: null, Returned: null, Parameters.IsEmpty: true } && (facts.NeedsClosing is null || method.MethodKind == MethodKind.Constructor))
            return null;

        var contract = MethodContract.Unknown with { ReturnsFresh = facts.IsFresh == true, ReturnsBorrowed = facts.IsFresh == false, Returned = PositionOf(facts.Returned, method) };
        foreach (var fact in facts.Parameters)
            contract = Add(contract, method, fact);

        return contract;
    }

    private static MethodContract Add(MethodContract contract, IMethodSymbol method, ParameterFact fact)
    {
        if (fact.Name == OwnershipFacts.Everything)
            return contract with { Fates = ImmutableArray.CreateRange(method.Parameters, _ => fact.Fate) };

        var position = PositionOf(fact.Name, method);
        if (position == MethodContract.Receiver)
            return contract with { ReceiverFate = fact.Fate };

        if (position == MethodContract.None)
            return contract;

        if (fact.Fate == ArgumentFate.Unknown)
            return position < MethodContract.MaximumOuts ? contract with { FreshOuts = contract.FreshOuts | (1UL << position) } : contract;

        if (fact.Flag is null)
            return contract.WithFate(position, method.Parameters.Length, fact.Fate);

        var flag = PositionOf(fact.Flag, method);
        return flag < 0 ? contract : contract with { Flags = contract.Flags.Add(new OwnerFlag(position, flag, fact.FlagValue, fact.Fate)) };
    }

    private static int PositionOf(string? name, IMethodSymbol method)
    {
        if (name == OwnershipFacts.Receiver)
            return MethodContract.Receiver;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.Name == name)
                return parameter.Ordinal;
        }

        return MethodContract.None;
    }
}
