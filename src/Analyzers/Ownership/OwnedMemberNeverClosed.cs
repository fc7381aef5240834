using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE301, LIFE311: a field or auto-property owns an HTTP client (or any other resource) that no member of the type closes.</summary>
internal sealed class OwnedMemberNeverClosed : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.OwnedMemberNeverClosed, Rules.AnyOwnedMemberNeverClosed);

    public override void Check(CloseModel type, Report report)
    {
        if (type.Scope.Options.Symbols(LifecycleOptions.SingletonTypes).Contains(type.Type))
            return;

        foreach (var owned in type.GetOwnedMembers(report.CancellationToken))
        {
            if (Twin.For(owned.Kind, Rules.OwnedMemberNeverClosed, Rules.AnyOwnedMemberNeverClosed) is not { } rule
                || owned.IsClosed
                || owned.Member.Locations is not [var location, ..]
                || OtherClosers.MayClose(owned, type, report.CancellationToken))
            {
                continue;
            }

            report.At(
                rule,
                location,
                ImmutableArray<Location>.Empty,
                ImmutableDictionary<string, string?>.Empty.Add(
                    DiagnosticProperties.Ownership,
                    owned.Ownership == MemberOwnership.Conditional ? "conditional" : "always"),
                owned.Member.Name,
                type.Type.Name,
                owned.IsCollection ? $"what it holds is {Evidence(owned)}" : Evidence(owned),
                Missing(owned, type));
        }
    }

    private static string Missing(OwnedMember owned, CloseModel type)
    {
        if (type.Members.Entries.IsEmpty)
            return $"'{type.Type.Name}' has no close member";

        return owned.IsCollection ? "no close member disposes what it holds" : "no close member disposes it";
    }

    private static string Evidence(OwnedMember owned)
    {
        if (owned.Ownership == MemberOwnership.Conditional)
            return "created when none is given";

        return owned.CreatedIn switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "created in its constructor",
            IMethodSymbol { AssociatedSymbol: { } property } => $"created in '{property.Name}'",
            IMethodSymbol method => $"created in '{method.Name}'",
            _ => "created in its initializer",
        };
    }
}
