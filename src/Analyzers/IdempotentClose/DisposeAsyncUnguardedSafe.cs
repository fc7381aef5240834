using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE210: nothing keeps a second call of DisposeAsync out, though it does no harm today.</summary>
internal sealed class DisposeAsyncUnguardedSafe : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.DisposeAsyncUnguardedSafe);

    public override void Check(CloseModel type, Report report)
    {
        foreach (var guard in type.GetGuards(report.CancellationToken))
        {
            if (guard.Verdict != GuardVerdict.Unguarded || guard.Felt is not null)
                continue;

            report.At(
                Rules.DisposeAsyncUnguardedSafe,
                guard.Method.Locations[0],
                ImmutableArray<Location>.Empty,
                GuardProperties.Of(guard),
                type.Type.Name);
        }
    }
}
