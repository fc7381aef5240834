using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>
/// <c>[MustDisposeResource]</c> and <c>[HandlesResourceDisposal]</c> of JetBrains.Annotations. They are embedded as source in
/// many assemblies, so there is no one symbol to compare with: they are known by their full names.
/// </summary>
internal static class OwnershipAnnotations
{
    private const string MustDisposeResource = "JetBrains.Annotations.MustDisposeResourceAttribute";
    private const string HandlesResourceDisposal = "JetBrains.Annotations.HandlesResourceDisposalAttribute";

    /// <summary>Whether values of a type, or those that a constructor makes, have to be closed; null when nothing says so.</summary>
    public static bool? MustDispose(ISymbol symbol)
    {
        return Find(symbol.GetAttributes(), MustDisposeResource) is { } attribute ? IsTrue(attribute) : null;
    }

    /// <summary>True for a field or property of which its type says that it owns the value and closes it.</summary>
    public static bool IsClosed(ISymbol member)
    {
        return Find(member.GetAttributes(), HandlesResourceDisposal) is not null;
    }

    /// <summary>Lets the annotations of a method overrule what is known of it otherwise.</summary>
    public static MethodContract Apply(IMethodSymbol method, MethodContract contract)
    {
        if (OfResult(method) is { } isFresh)
            contract = isFresh ? contract with { ReturnsFresh = true, Returned = MethodContract.None } : contract with { ReturnsFresh = false };

        if (Find(method.GetAttributes(), HandlesResourceDisposal) is not null)
            contract = contract with { ReceiverFate = ArgumentFate.Closed };

        foreach (var parameter in method.Parameters)
        {
            var attributes = parameter.GetAttributes();
            if (attributes.IsEmpty)
                continue;

            if (Find(attributes, HandlesResourceDisposal) is not null)
                contract = contract.WithFate(parameter.Ordinal, method.Parameters.Length, ArgumentFate.Kept);

            if (parameter.RefKind == RefKind.Out && parameter.Ordinal < MethodContract.MaximumOuts && Find(attributes, MustDisposeResource) is { } gives)
                contract = contract with { FreshOuts = IsTrue(gives) ? contract.FreshOuts | (1UL << parameter.Ordinal) : contract.FreshOuts & ~(1UL << parameter.Ordinal) };
        }

        return contract;
    }

    /// <summary>An override has the annotation of what it overrides.</summary>
    private static bool? OfResult(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            var attribute = Find(current.GetAttributes(), MustDisposeResource)
                ?? Find(current.GetReturnTypeAttributes(), MustDisposeResource)
                ?? (current.AssociatedSymbol is { } property ? Find(property.GetAttributes(), MustDisposeResource) : null);
            if (attribute is not null)
                return IsTrue(attribute);
        }

        return null;
    }

    private static bool IsTrue(AttributeData attribute)
    {
        return attribute.ConstructorArguments is not [{ Value: false }];
    }

    private static AttributeData? Find(ImmutableArray<AttributeData> attributes, string fullName)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { Name.Length: > 0 } type
                && fullName.EndsWith(type.Name, StringComparison.Ordinal)
                && type.ToDisplayString() == fullName)
            {
                return attribute;
            }
        }

        return null;
    }
}
