using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Puts one guard in front of Dispose and DisposeAsync.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseGuardNotSharedFix))]
public sealed class CloseGuardNotSharedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CloseGuardNotShared.Id);

    internal override Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        return GuardRepair.FindAsync(document, diagnostic, "Share one guard", "ShareOneGuard", cancellationToken);
    }
}
