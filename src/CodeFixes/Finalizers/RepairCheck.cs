using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>The last look at a repair before it is offered: it compiles as well as the code did, and what it mends is gone.</summary>
internal static class RepairCheck
{
    public static async Task<bool> IsSoundAsync(FinalizerSite before, TrackedType after, CancellationToken cancellationToken)
    {
        var model = await after.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || Errors(model, cancellationToken) > Errors(before.Model, cancellationToken))
            return false;

        var root = await after.GetRootAsync(cancellationToken).ConfigureAwait(false);
        if (after.FinalizerIn(root) is not { } finalizer)
            return true;

        var left = await FinalizerSite.ReadAsync(after.Document, finalizer, cancellationToken).ConfigureAwait(false);
        return left is { Path.Findings.IsEmpty: true };
    }

    private static int Errors(SemanticModel model, CancellationToken cancellationToken)
    {
        return model.GetDiagnostics(cancellationToken: cancellationToken).Count(problem => problem.Severity == DiagnosticSeverity.Error);
    }
}
