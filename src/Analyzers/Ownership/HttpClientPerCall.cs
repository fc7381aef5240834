using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.PerCall;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE306: an HTTP client is made for each call or loop turn, even when it is closed.</summary>
internal sealed class HttpClientPerCall : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.HttpClientPerCall);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var client in PerCallClients.Find(body, report.CancellationToken))
        {
            if (IsReportedAsLeak(client.Obligation, body))
                continue;

            report.At(
                Rules.HttpClientPerCall,
                client.Creation.Syntax.GetLocation(),
                client.Obligation.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                Occasion(client, body.Owner),
                WayOutOf(client.Obligation.Type, body.Types));
        }
    }

    /// <summary>LIFE302 and LIFE303 name the same way out, and their fixes share the client: one squiggle is enough.</summary>
    private static bool IsReportedAsLeak(Obligation obligation, ObligationAnalysis body)
    {
        foreach (var leak in body.Leaks)
        {
            if (leak.Obligation == obligation)
                return obligation.Holder is not null ? body.Scope.Enabled.Contains(Rules.OwnedLocalNotClosed) : obligation.Drop != DropReason.None && body.Scope.Enabled.Contains(Rules.CreatedAndDropped);
        }

        return false;
    }

    private static string Occasion(PerCallClient client, ISymbol owner)
    {
        if (client.Recurrence == Recurrence.EachTurn)
            return "each turn of a loop";

        for (var outer = client.Creation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation)
                return "each call of the lambda";

            if (outer is ILocalFunctionOperation function)
                return $"each call of '{function.Symbol.Name}'";
        }

        return owner switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => $"each new '{constructor.ContainingType.Name}'",
            IMethodSymbol { AssociatedSymbol: { } property } => $"each use of '{property.Name}'",
            _ => $"each call of '{owner.Name}'",
        };
    }

    private static string WayOutOf(ITypeSymbol type, KnownTypes types)
    {
        return type.DerivesFrom(types.HttpMessageInvoker) ? "share one client, or take clients from an IHttpClientFactory" : "share one";
    }
}
