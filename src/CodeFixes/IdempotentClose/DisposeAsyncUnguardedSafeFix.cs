using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Guards a <c>DisposeAsync</c> whose second call is harmless only for now.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeAsyncUnguardedSafeFix))]
public sealed class DisposeAsyncUnguardedSafeFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.DisposeAsyncUnguardedSafe.Id);

    internal override Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        return CloseOnce.FindAsync(document, diagnostic, cancellationToken);
    }
}
