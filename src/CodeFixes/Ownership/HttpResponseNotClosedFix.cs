using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE308: closes the response, or the stream of its content, at the end of its scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpResponseNotClosedFix))]
public sealed class HttpResponseNotClosedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.HttpResponseNotClosed.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        diagnostic.Properties.TryGetValue(DiagnosticProperties.OtherPaths, out var otherPaths);
        if (root is null
            || model is null
            || otherPaths == "givenAway"
            || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features
            || LocalClient.TryFind(root.FindToken(diagnostic.Location.SourceSpan.Start), model, cancellationToken) is not { } local
            || UsingRepair.TryPlan(document, root, model, local, otherPaths, features, cancellationToken) is not { } repair)
        {
            return ImmutableArray<Repair>.Empty;
        }

        return ImmutableArray.Create(repair);
    }
}
