using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.Borrowing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE305, LIFE315: an HTTP client (or any other resource) that somebody else answers for is closed.</summary>
internal sealed class BorrowedValueClosed : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.BorrowedValueClosed, Rules.AnyBorrowedValueClosed);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var close in BorrowedCloses.Find(body.Block, body.Owner, body.Scope, report.CancellationToken))
        {
            if (Twin.For(close.Kind, Rules.BorrowedValueClosed, Rules.AnyBorrowedValueClosed) is not { } rule)
                continue;

            report.At(
                rule,
                close.Site.Place.GetLocation(),
                ImmutableArray<Location>.Empty,
                ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Ownership, Ownership(close.Origin)),
                NameOf(close),
                Reason(close.Origin),
                WayOutOf(close.Origin));
        }
    }

    private static string Ownership(ValueOrigin origin)
    {
        return origin.Has(Origins.Over) ? "over" : origin.IsConditional ? "conditional" : "never";
    }

    private static string NameOf(BorrowedClose close)
    {
        if (close.Origin.Has(Origins.Over))
            return close.Origin.Source?.Name ?? "handler";

        return close.Site.Value switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            IInvocationOperation call => call.TargetMethod.Name,
            _ => close.Origin.Source?.Name ?? close.Site.Value.Type?.Name ?? "value",
        };
    }

    private static string Reason(ValueOrigin origin)
    {
        var source = origin.Source;
        if (origin.Has(Origins.Shared))
            return $"'{source?.ContainingType?.Name}' shares it with everybody who uses '{source?.Name}'";

        if (origin.Has(Origins.Provided))
            return $"what '{source?.Name}' returns is closed by the one who made it";

        var isFromConstructor = source?.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
        var giver = isFromConstructor ? $"the constructor of '{source?.ContainingType?.Name}'" : $"'{source?.ContainingSymbol?.Name}'";
        if (origin.Has(Origins.Within))
            return $"{giver} was given '{source?.Name}', which holds it, by its caller";

        return $"{giver} {(origin.IsConditional ? "may have been given it" : "was given it")} by its caller";
    }

    private static string WayOutOf(ValueOrigin origin)
    {
        if (origin.Has(Origins.Over))
            return "keep it open with 'disposeHandler: false'";

        return origin.IsConditional ? "close it only when it was made here" : "leave the close to its owner";
    }
}
