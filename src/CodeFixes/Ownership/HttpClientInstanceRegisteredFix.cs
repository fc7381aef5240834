using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>LIFE307: lets the container make the client, so that it closes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpClientInstanceRegisteredFix))]
public sealed class HttpClientInstanceRegisteredFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.HttpClientInstanceRegistered.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax instance
            || ClientFactory.TryPlan(root, model, instance, cancellationToken) is not { } plan
            || !await BindsAsync(document, model, instance, plan, cancellationToken).ConfigureAwait(false))
        {
            return ImmutableArray<Repair>.Empty;
        }

        return ImmutableArray.Create(new Repair("Register a factory", "RegisterFactory", _ => Task.FromResult(document.WithSyntaxRoot(plan.Root))));
    }

    /// <summary>True when the registrar has an overload that takes the factory for the same service.</summary>
    private static async Task<bool> BindsAsync(Document document, SemanticModel model, ExpressionSyntax instance, (SyntaxNode Root, SyntaxAnnotation Written) plan, CancellationToken cancellationToken)
    {
        var before = model.GetSymbolInfo(instance.Ancestors().First(ClientFactory.IsRegistration), cancellationToken).Symbol as IMethodSymbol;
        var after = document.WithSyntaxRoot(plan.Root);
        if (before is null
            || await after.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await after.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } bound)
        {
            return false;
        }

        var registration = root.GetAnnotatedNodes(plan.Written).First().Ancestors().First(ClientFactory.IsRegistration);
        return bound.GetSymbolInfo(registration, cancellationToken).Symbol is IMethodSymbol method
            && method.Name == before.Name
            && method.ContainingType.ToDisplayString() == before.ContainingType.ToDisplayString()
            && method.TypeArguments.Select(type => type.ToDisplayString()).SequenceEqual(before.TypeArguments.Select(type => type.ToDisplayString()))
            && !bound.GetDiagnostics(registration.Span, cancellationToken).Any(finding => finding.Severity == DiagnosticSeverity.Error);
    }
}
