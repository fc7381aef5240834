using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Finalizers;

/// <summary>LIFE101: the finalizer, or something that it calls, starts work that nobody awaits.</summary>
internal sealed class FinalizerSchedulesAsyncWork : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.FinalizerSchedulesAsyncWork);

    public override void Check(CloseModel type, Report report)
    {
        FinalizerReport.Each(type, AsyncEffect.Schedules, Rules.FinalizerSchedulesAsyncWork, report);
    }
}
