using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE302: shares one client between all calls, or closes the local at the end of its scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnedLocalNotClosedFix))]
public sealed class OwnedLocalNotClosedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OwnedLocalNotClosed.Id, Rules.AnyOwnedLocalNotClosed.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features)
            return ImmutableArray<Repair>.Empty;

        diagnostic.Properties.TryGetValue(DiagnosticProperties.OtherPaths, out var otherPaths);
        var name = root.FindToken(diagnostic.Location.SourceSpan.Start);
        if (otherPaths == "givenAway")
            return ImmutableArray<Repair>.Empty;

        var repairs = ImmutableArray.CreateBuilder<Repair>();
        if (LocalClient.TryFind(name, model, cancellationToken) is not { } local)
        {
            if (FinallyClose.TryPlan(document, root, model, name, features, cancellationToken) is { } atEnd)
                repairs.Add(new Repair("Close it in finally", "CloseInFinally", _ => Task.FromResult(atEnd.Apply())));

            return repairs.ToImmutable();
        }

        if (otherPaths is null
            && local.Uses.All(use => ClientUse.IsShareable(use, model, cancellationToken))
            && SharedClient.TryPlan(document, model, root, local.Creation, cancellationToken) is { } shared)
        {
            repairs.Add(new Repair("Use one shared client", "UseSharedClient", _ => Task.FromResult(shared.Apply(local.Uses, local.Statement))));
        }

        if (UsingRepair.TryPlan(document, root, model, local, otherPaths, features, cancellationToken) is { } addUsing)
            repairs.Add(addUsing);

        return repairs.ToImmutable();
    }
}
