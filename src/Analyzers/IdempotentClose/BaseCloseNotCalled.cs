using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow.BaseCalls;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE206: an override of a close member ends without calling its base.</summary>
internal sealed class BaseCloseNotCalled : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.BaseCloseNotCalled);

    private static readonly ImmutableDictionary<string, string?> NeverCalled =
        ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.NeverCalled, bool.TrueString);

    public override void Check(CloseModel type, Report report)
    {
        foreach (var skipped in SkippedBaseClose.Find(type, report.CancellationToken))
        {
            report.At(
                Rules.BaseCloseNotCalled,
                skipped.Override.Locations[0],
                ImmutableArray<Location>.Empty,
                skipped.IsNeverCalled ? NeverCalled : ImmutableDictionary<string, string?>.Empty,
                type.Type.Name,
                skipped.Override.Name,
                skipped.IsNeverCalled ? "never calls" : "can return without calling",
                skipped.Base.ContainingType.Name);
        }
    }
}
