using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Lets an override of a close member call its base last.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BaseCloseNotCalledFix))]
public sealed class BaseCloseNotCalledFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.BaseCloseNotCalled.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // An override that calls its base on some paths has its reasons on the others, which nobody but its author knows.
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.NeverCalled))
            return ImmutableArray<Repair>.Empty;

        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not MethodDeclarationSyntax member
            || model?.GetDeclaredSymbol(member, cancellationToken) is not { } symbol
            || await GuardedCloseWriter.TryCreateAsync(document, symbol.ContainingType, cancellationToken).ConfigureAwait(false) is not { } writer)
        {
            return ImmutableArray<Repair>.Empty;
        }

        return writer.TryCallBase(symbol)
            ? ImmutableArray.Create(new Repair("Call base", "CallBase", _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }
}
