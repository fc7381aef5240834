using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Finalizers;

/// <summary>LIFE102: the finalizer, or something that it calls, makes the finalizer thread wait.</summary>
internal sealed class FinalizerBlocksOnAsyncWork : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.FinalizerBlocksOnAsyncWork);

    public override void Check(CloseModel type, Report report)
    {
        FinalizerReport.Each(type, AsyncEffect.Blocks, Rules.FinalizerBlocksOnAsyncWork, report);
    }
}
