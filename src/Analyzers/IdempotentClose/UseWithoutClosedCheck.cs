using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE208: a public member works with what the close releases, and does not ask whether it is closed.</summary>
internal sealed class UseWithoutClosedCheck : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.UseWithoutClosedCheck);

    public override void Check(CloseModel type, Report report)
    {
        foreach (var unasked in UncheckedUse.Find(type, report.CancellationToken))
        {
            report.At(
                Rules.UseWithoutClosedCheck,
                unasked.Member.Locations[0],
                ImmutableArray.Create(unasked.Use.Syntax.GetLocation()),
                ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.GuardMember, unasked.State.Name),
                type.Type.Name,
                unasked.Member.Name,
                unasked.Resource.Name,
                unasked.State.Name);
        }
    }
}
