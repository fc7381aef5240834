using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE304, LIFE314: closes what a variable or member holds before it is given another value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnedValueOverwrittenFix))]
public sealed class OwnedValueOverwrittenFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OwnedValueOverwritten.Id, Rules.AnyOwnedValueOverwritten.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // What may be somebody else's is not closed here.
        if (!diagnostic.Properties.TryGetValue(DiagnosticProperties.Ownership, out var ownership) || ownership != "always")
            return ImmutableArray<Repair>.Empty;

        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features
            || PreviousClose.TryPlan(document, root, model, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), features, cancellationToken) is not { } close)
        {
            return ImmutableArray<Repair>.Empty;
        }

        return ImmutableArray.Create(new Repair("Close the previous one first", "ClosePreviousFirst", _ => Task.FromResult(close.Apply())));
    }
}
