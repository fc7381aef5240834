using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Calls the work behind a member's test, where the test would keep the close itself out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseDefeatsItselfFix))]
public sealed class CloseDefeatsItselfFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CloseDefeatsItself.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
            || model?.GetSymbolInfo(call, cancellationToken).Symbol is null
            || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type
            || diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } test, ..]
            || tree != root.SyntaxTree
            || await GuardedCloseWriter.TryCreateAsync(document, type, cancellationToken).ConfigureAwait(false) is not { } writer)
        {
            return ImmutableArray<Repair>.Empty;
        }

        return writer.TryCallCore(call, test.SourceSpan)
            ? ImmutableArray.Create(new Repair("Call the unguarded core", "CallCore", _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }
}
