using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// LIFE101 and LIFE102: the close moves out of the finalizer into a guarded DisposeAsync, and the finalizer goes, or
/// stays to release native state, or to report the leak.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FinalizerSchedulesAsyncWorkFix))]
public sealed class FinalizerSchedulesAsyncWorkFix : LifecycleFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.FinalizerSchedulesAsyncWork.Id, Rules.FinalizerBlocksOnAsyncWork.Id);

    internal override async Task<ImmutableArray<Repair>> FindRepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await FinalizerSite.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } site)
            return ImmutableArray<Repair>.Empty;

        var repairs = ImmutableArray.CreateBuilder<Repair>();
        if (await FinalizerMove.TryMakeAsync(site, FinalizerFate.Goes, cancellationToken).ConfigureAwait(false) is { } moved)
            repairs.Add(new Repair("Move the close into a guarded DisposeAsync", "MoveIntoDisposeAsync", _ => Task.FromResult(moved)));

        if (await FinalizerMove.TryMakeAsync(site, FinalizerFate.Reports, cancellationToken).ConfigureAwait(false) is { } reporting)
            repairs.Add(new Repair("Report the leak instead", "ReportLeak", _ => Task.FromResult(reporting)));

        return repairs.ToImmutable();
    }
}
