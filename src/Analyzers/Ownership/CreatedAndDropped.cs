using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE303, LIFE313: an HTTP client (or any other resource) is made in the middle of an expression and nobody keeps it to close it.</summary>
internal sealed class CreatedAndDropped : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.CreatedAndDropped, Rules.AnyCreatedAndDropped);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var leak in body.Leaks)
        {
            if (leak.Obligation is { Holder: null, Drop: not DropReason.None } obligation
                && Twin.For(obligation.Kind, Rules.CreatedAndDropped, Rules.AnyCreatedAndDropped) is { } rule)
            {
                report.At(rule, obligation.Creation.Syntax.GetLocation(), Origin(obligation), Reason(obligation), WayOut.Of(obligation.Type, body.Types));
            }
        }
    }

    private static string Origin(Obligation obligation)
    {
        var type = obligation.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var member = obligation.Creation switch
        {
            IInvocationOperation call => call.TargetMethod.Name,
            IAwaitOperation { Operation: IInvocationOperation call } => call.TargetMethod.Name,
            IPropertyReferenceOperation reference => reference.Property.Name,
            _ => null,
        };
        return member is null ? $"A new '{type}'" : $"The new '{type}' that '{member}' makes at each use";
    }

    private static string Reason(Obligation obligation)
    {
        return obligation.Drop switch
        {
            DropReason.UsedInPassing => $"it is used for '{obligation.DroppedAt?.Name}' and then lost",
            DropReason.PassedToUser => $"'{obligation.DroppedAt?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' uses it and does not close it",
            DropReason.PassedToPool => $"'{obligation.DroppedAt?.Name}' keeps the first alone, and this one is made at each call: give it a factory",
            DropReason.PassedToHolder => $"'{obligation.DroppedAt?.Name}' holds on to it and never closes it",
            _ => "the value is discarded",
        };
    }
}
