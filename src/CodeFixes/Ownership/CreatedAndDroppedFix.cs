using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE303: shares one client between all calls, or keeps the client in a local that is closed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreatedAndDroppedFix))]
public sealed class CreatedAndDroppedFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.CreatedAndDropped.Id, Rules.AnyCreatedAndDropped.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax creation)
        {
            return ImmutableArray<Repair>.Empty;
        }

        var repairs = ImmutableArray.CreateBuilder<Repair>();
        if (ClientUse.IsShareable(creation, model, cancellationToken)
            && SharedClient.TryPlan(document, model, root, creation, cancellationToken) is { } shared)
        {
            repairs.Add(new Repair("Use one shared client", "UseSharedClient", _ => Task.FromResult(shared.Apply(new[] { WithParentheses(creation) }))));
        }

        if (UsingLocal.TryPlan(document, root, model, creation, features, cancellationToken) is { } local)
            repairs.Add(new Repair("Introduce a using local", "IntroduceUsingLocal", _ => Task.FromResult(local.Apply())));

        return repairs.ToImmutable();
    }

    private static ExpressionSyntax WithParentheses(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized;

        return expression;
    }
}
