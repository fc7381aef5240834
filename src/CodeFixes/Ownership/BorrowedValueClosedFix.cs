using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE305, LIFE315: takes the close of a borrowed value away, or ties it to what the type has made itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BorrowedValueClosedFix))]
public sealed class BorrowedValueClosedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.BorrowedValueClosed.Id, Rules.AnyBorrowedValueClosed.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features)
            return ImmutableArray<Repair>.Empty;

        var place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Ownership, out var ownership);
        return ownership switch
        {
            "over" => KeepOpen(document, root, model, place, cancellationToken),
            "conditional" => await CloseWhenOwnedAsync(document, model, place, cancellationToken).ConfigureAwait(false),
            _ => DoNotClose(document, root, model, place, features, cancellationToken),
        };
    }

    private static ImmutableArray<Repair> DoNotClose(Document document, SyntaxNode root, SemanticModel model, SyntaxNode place, TargetFeatures features, CancellationToken cancellationToken)
    {
        var changed = place is VariableDeclaratorSyntax or ExpressionSyntax { Parent: UsingStatementSyntax }
            ? ScopeRemoval.TryRemove(root, place) is { } unwrapped ? document.WithSyntaxRoot(unwrapped) : null
            : CloseRemoval.TryRemove(document, root, model, place, features, cancellationToken);
        return changed is null
            ? ImmutableArray<Repair>.Empty
            : ImmutableArray.Create(new Repair("Do not close", "DoNotClose", _ => Task.FromResult(changed)));
    }

    private static ImmutableArray<Repair> KeepOpen(Document document, SyntaxNode root, SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        return HandlerArgument.TryKeepOpen(root, model, place, cancellationToken) is { } changed
            ? ImmutableArray.Create(new Repair("Do not close the handler", "KeepHandlerOpen", _ => Task.FromResult(document.WithSyntaxRoot(changed))))
            : ImmutableArray<Repair>.Empty;
    }

    private static async Task<ImmutableArray<Repair>> CloseWhenOwnedAsync(Document document, SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        return await OwnedClose.TryPlanAsync(document, model, place, cancellationToken).ConfigureAwait(false) is { } writer
            ? ImmutableArray.Create(new Repair("Close it only when owned", "CloseWhenOwned", _ => Task.FromResult(writer.GetChangedDocument())))
            : ImmutableArray<Repair>.Empty;
    }
}
