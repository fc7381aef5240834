using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE202: the guard of DisposeAsync lets a second call through.</summary>
internal sealed class CloseGuardIneffective : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.CloseGuardIneffective);

    public override void Check(CloseModel type, Report report)
    {
        foreach (var guard in type.GetGuards(report.CancellationToken))
        {
            if (guard is not { Verdict: GuardVerdict.Ineffective, Fault: { } fault })
                continue;

            report.At(
                Rules.CloseGuardIneffective,
                fault.At.Syntax.GetLocation(),
                ImmutableArray.Create(guard.Method.Locations[0]),
                GuardProperties.Of(guard),
                fault.Name,
                type.Type.Name,
                Explain(fault.Kind));
        }
    }

    private static string Explain(GuardFaultKind kind)
    {
        return kind switch
        {
            GuardFaultKind.ClaimedAfterAwait => "it is claimed after an await, when another call may be past the check; claim it first",
            GuardFaultKind.ClaimedAfterRelease => "it is claimed after something was released, when another call may be past the check; claim it first",
            GuardFaultKind.ResultIgnored => "the result of claiming it is ignored, so every call goes on; return when it was claimed before",
            GuardFaultKind.Inverted => "the check is the wrong way round and lets in who finds it claimed",
            _ => "closing never changes what it tests; claim a closed flag instead",
        };
    }
}
