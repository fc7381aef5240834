using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Claims the closed state before the work, atomically, where a guard does it too late or wrongly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseGuardIneffectiveFix))]
public sealed class CloseGuardIneffectiveFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CloseGuardIneffective.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var fault = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (fault?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } member
            || model?.GetDeclaredSymbol(member, cancellationToken) is not { } symbol
            || await GuardedCloseWriter.TryCreateAsync(document, symbol.ContainingType, cancellationToken).ConfigureAwait(false) is not { } writer)
        {
            return ImmutableArray<Repair>.Empty;
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.GuardMember, out var guardMember);
        return writer.TryClaimFirst(symbol, fault, guardMember)
            ? ImmutableArray.Create(new Repair("Claim before closing", "ClaimBeforeClosing", _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }
}
