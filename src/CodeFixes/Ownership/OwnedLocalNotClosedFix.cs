using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        var closes = otherPaths is null ? new List<StatementSyntax>() : local.Uses.Select(ClientUse.CloseOf).OfType<StatementSyntax>().ToList();
        if (UsingForm.TryFind(local.Statement, local.Symbol.Type, features) is { } form
            && closes.All(close => close.Parent is BlockSyntax)
            && local.Uses.All(use => !IsUsed(use) && !ClientUse.OutlivesScope(use, model, features.Types, cancellationToken)))
        {
            repairs.Add(form.Awaits
                ? new Repair("Add await using", "AddAwaitUsing", _ => Task.FromResult(AddUsing(document, root, local, form, closes)))
                : new Repair("Add using", "AddUsing", _ => Task.FromResult(AddUsing(document, root, local, form, closes))));
        }

        return repairs.ToImmutable();
    }

    private static Document AddUsing(Document document, SyntaxNode root, LocalClient local, UsingForm form, List<StatementSyntax> closes)
    {
        // The using closes it on every path, so that the closes on some paths have nothing left to do.
        var tracked = root.TrackNodes(closes.Append(local.Statement));
        foreach (var close in closes)
        {
            var hasComment = close.GetLeadingTrivia().Concat(close.GetTrailingTrivia()).Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
            tracked = tracked.RemoveNode(tracked.GetCurrentNode(close)!, hasComment ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        var statement = tracked.GetCurrentNode(local.Statement)!;
        var following = StatementList.After(statement);
        return document.WithSyntaxRoot(StatementList.ReplaceFrom(tracked, statement, form.Write(statement, following, following.Count, FileStyle.NewLineOf(root))));
    }

    private static bool IsUsed(IdentifierNameSyntax use)
    {
        return use.Parent is UsingStatementSyntax or EqualsValueClauseSyntax { Parent.Parent.Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } };
    }
}
