using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Makes a guard that is tested and then set one atomic operation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseGuardNotAtomicFix))]
public sealed class CloseGuardNotAtomicFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CloseGuardNotAtomic.Id);

    internal override Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        return GuardRepair.FindAsync(document, diagnostic, "Make the guard atomic", "MakeAtomic", cancellationToken);
    }
}
