using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.CodeFixes.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>LIFE505: takes the close by hand away; the other one stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClosedTwiceFix))]
public sealed class ClosedTwiceFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ClosedTwice.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features)
            return ImmutableArray<Repair>.Empty;

        var place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return CloseRemoval.TryRemove(document, root, model, place, features, cancellationToken) is { } changed
            ? ImmutableArray.Create(new Repair("Remove the second close", "RemoveSecondClose", _ => Task.FromResult(changed)))
            : ImmutableArray<Repair>.Empty;
    }
}
