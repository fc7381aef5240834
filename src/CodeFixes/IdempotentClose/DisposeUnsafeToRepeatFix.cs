using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Guards a <c>Dispose</c> whose second call breaks something or is felt.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeUnsafeToRepeatFix))]
public sealed class DisposeUnsafeToRepeatFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.DisposeUnsafeToRepeat.Id);

    internal override Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        return CloseOnce.FindAsync(document, diagnostic, cancellationToken);
    }
}
