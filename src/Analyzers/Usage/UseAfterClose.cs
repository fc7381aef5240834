using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.AfterClose;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>LIFE504: a value is used, passed on or returned on a path where it must be closed.</summary>
[NoFix("Whether the close comes too early or the use too late, only the author knows.")]
internal sealed class UseAfterClose : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.UseAfterClose);

    public override void Check(ObligationAnalysis body, Report report)
    {
        foreach (var use in body.AfterClose.Uses)
        {
            var (what, wayOut) = Say(use.Kind);
            report.At(Rules.UseAfterClose, use.Place.GetLocation(), use.Value.Name, what, wayOut);
        }
    }

    private static (string What, string WayOut) Say(LateUseKind kind)
    {
        return kind switch
        {
            LateUseKind.PassedOn => ("passed on here", "close it when nobody uses it any more"),
            LateUseKind.Returned => ("returned here", "leave the close to the caller"),
            LateUseKind.Deferred => ("used here when the result is enumerated", "enumerate it before the close"),
            _ => ("used here", "close it after its last use"),
        };
    }
}
