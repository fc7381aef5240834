using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE306: shares one client between all calls, in the place of the one that each call makes and closes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpClientPerCallFix))]
public sealed class HttpClientPerCallFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.HttpClientPerCall.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax creation
            || SharedClient.TryPlan(document, model, root, creation, cancellationToken) is not { } shared)
        {
            return ImmutableArray<Repair>.Empty;
        }

        var changed = creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            ? await OfLocalAsync(document, root, model, declarator, cancellationToken).ConfigureAwait(false)
            : OfExpression(shared, model, creation, cancellationToken);
        return changed is null
            ? ImmutableArray<Repair>.Empty
            : ImmutableArray.Create(new Repair("Use a shared client", "UseSharedClient", _ => Task.FromResult(changed)));
    }

    private static Document? OfExpression(SharedClient shared, SemanticModel model, ExpressionSyntax creation, CancellationToken cancellationToken)
    {
        if (!ClientUse.IsShareable(creation, model, cancellationToken))
            return null;

        while (creation.Parent is ParenthesizedExpressionSyntax parenthesized)
            creation = parenthesized;

        return shared.Apply(new[] { creation });
    }

    private static async Task<Document?> OfLocalAsync(Document document, SyntaxNode root, SemanticModel model, VariableDeclaratorSyntax declarator, CancellationToken cancellationToken)
    {
        // A client in a using becomes one in a local first; then both forms are the same.
        if (declarator.Parent?.Parent is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
        {
            var mark = new SyntaxAnnotation();
            root = root.ReplaceNode(declarator, declarator.WithAdditionalAnnotations(mark));
            if (ScopeRemoval.TryRemove(root, root.GetAnnotatedNodes(mark).First()) is not { } unwrapped)
                return null;

            document = document.WithSyntaxRoot(unwrapped);
            root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) ?? unwrapped;
            model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) ?? model;
            declarator = (VariableDeclaratorSyntax)root.GetAnnotatedNodes(mark).First();
        }

        if (LocalClient.TryFind(declarator.Identifier, model, cancellationToken) is not { } local
            || SharedClient.TryPlan(document, model, root, local.Creation, cancellationToken) is not { } shared)
        {
            return null;
        }

        var closes = local.Uses.Select(ClientUse.CloseOf).OfType<StatementSyntax>().ToList();
        var uses = local.Uses.Where(use => ClientUse.CloseOf(use) is null).ToList();
        return closes.All(close => close.Parent is BlockSyntax) && uses.All(use => ClientUse.IsShareable(use, model, cancellationToken))
            ? shared.Apply(uses, closes.Append(local.Statement).ToArray())
            : null;
    }
}
