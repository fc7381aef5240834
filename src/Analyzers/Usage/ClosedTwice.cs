using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>LIFE505: a value that is closed already, or that a <c>using</c> closes, is closed by hand on the same path.</summary>
internal sealed class ClosedTwice : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.ClosedTwice);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var close in body.AfterClose.Closes)
            report.At(Rules.ClosedTwice, close.Place.GetLocation(), close.Value.Name, close.IsBeforeScopeEnd ? "and once more by its 'using'" : "though it is closed already on this path");
    }
}
