using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE201: nothing keeps a second call of DisposeAsync out, and it is felt.</summary>
internal sealed class DisposeAsyncUnguarded : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.DisposeAsyncUnguarded);

    public override void Check(CloseModel type, Report report)
    {
        foreach (var guard in type.GetGuards(report.CancellationToken))
        {
            if (guard.Verdict != GuardVerdict.Unguarded || guard.Felt is not { } felt)
                continue;

            report.At(
                Rules.DisposeAsyncUnguarded,
                guard.Method.Locations[0],
                ImmutableArray.Create(felt.At.Syntax.GetLocation()),
                GuardProperties.Of(guard),
                type.Type.Name,
                felt.Name,
                guard.Misuse.Length == 0 ? felt.Effect.Reason : felt.Effect.Reason + " (" + guard.Misuse + ")");
        }
    }
}
