using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE308: a response, or the stream of its content, holds a connection and is not closed on every path.</summary>
internal sealed class HttpResponseNotClosed : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.HttpResponseNotClosed);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var leak in body.Leaks)
        {
            if (leak.Obligation is not { Kind: ResourceKind.HttpResponse } obligation)
                continue;

            var extent = leak.IsClosedElsewhere ? "on every path" : "on any path";
            if (obligation is { Holder: { } holder, HolderSyntax: { } syntax })
                report.At(Rules.HttpResponseNotClosed, OwnedLocalNotClosed.NameIn(syntax), ImmutableArray<Location>.Empty, OwnedLocalNotClosed.OtherPaths(leak), $"'{holder.Name}'", extent);
            else if (obligation.Drop != DropReason.None)
                report.At(Rules.HttpResponseNotClosed, obligation.Creation.Syntax.GetLocation(), $"A '{obligation.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' that nobody keeps", extent);
        }
    }
}
