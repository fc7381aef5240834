using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>LIFE501: awaits the task while what it works with is still open.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TaskOutlivesResourceFix))]
public sealed class TaskOutlivesResourceFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.TaskOutlivesResource.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || TargetFeatures.TryCreate(model.Compilation, root.SyntaxTree.Options) is not { } features
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax place)
        {
            return ImmutableArray<Repair>.Empty;
        }

        var tasks = new TaskTypes(model, features.Types, cancellationToken);
        var awaiting = EscapingTask.Find(place, tasks) is { } task ? AwaitingFunction.TryPlan(task, tasks) : null;
        return awaiting is null
            ? ImmutableArray<Repair>.Empty
            : ImmutableArray.Create(new Repair("Await before closing", "AwaitBeforeClosing", _ => Task.FromResult(document.WithSyntaxRoot(awaiting.Apply(root)))));
    }
}
