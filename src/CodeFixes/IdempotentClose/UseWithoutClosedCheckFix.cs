using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.IdempotentClose;

/// <summary>Lets a member throw ObjectDisposedException once its object is closed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseWithoutClosedCheckFix))]
public sealed class UseWithoutClosedCheckFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UseWithoutClosedCheck.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.GuardMember, out var state)
            || state is null
            || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not MemberDeclarationSyntax member
            || model?.GetDeclaredSymbol(member, cancellationToken) is not { } symbol
            || await GuardedCloseWriter.TryCreateAsync(document, symbol.ContainingType, cancellationToken).ConfigureAwait(false) is not { } writer)
        {
            return ImmutableArray<Repair>.Empty;
        }

        return writer.TryThrowWhenClosed(member, state)
            ? ImmutableArray.Create(new Repair("Throw when closed", "ThrowWhenClosed", _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }
}
