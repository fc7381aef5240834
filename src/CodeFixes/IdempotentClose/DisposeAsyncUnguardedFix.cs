using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Guards a <c>DisposeAsync</c> whose second call is felt.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeAsyncUnguardedFix))]
public sealed class DisposeAsyncUnguardedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.DisposeAsyncUnguarded.Id);

    internal override Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        return CloseOnce.FindAsync(document, diagnostic, cancellationToken);
    }
}
