using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Closes a local at the end of its scope, in the place of the closes that some paths have.</summary>
internal static class UsingRepair
{
    /// <param name="document">The document of the local.</param>
    /// <param name="root">Its root.</param>
    /// <param name="model">Its model.</param>
    /// <param name="local">The local that is not closed.</param>
    /// <param name="otherPaths">What other paths do with it; null when none does anything.</param>
    /// <param name="features">What the target allows.</param>
    /// <param name="cancellationToken">Cancels the search for uses.</param>
    /// <returns>Null where a using would close the value too early or cannot be written.</returns>
    public static Repair? TryPlan(Document document, SyntaxNode root, SemanticModel model, LocalClient local, string? otherPaths, TargetFeatures features, CancellationToken cancellationToken)
    {
        var closes = otherPaths is null ? new List<StatementSyntax>() : local.Uses.Select(ClientUse.CloseOf).OfType<StatementSyntax>().ToList();
        if (UsingForm.TryFind(local.Statement, local.Symbol.Type, features) is not { } form
            || !closes.All(close => close.Parent is BlockSyntax)
            || !local.Uses.All(use => !IsUsed(use) && !ClientUse.OutlivesScope(use, model, features.Types, cancellationToken)))
        {
            return null;
        }

        return form.Awaits
            ? new Repair("Add await using", "AddAwaitUsing", _ => Task.FromResult(AddUsing(document, root, local, form, closes)))
            : new Repair("Add using", "AddUsing", _ => Task.FromResult(AddUsing(document, root, local, form, closes)));
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
