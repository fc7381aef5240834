using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// Takes the asynchronous work out of a finalizer: into the close that does it already, or into a new guarded one.
/// Each change is made on the result of the one before, and the result is checked before it is offered.
/// </summary>
internal sealed class FinalizerMove
{
    private readonly FinalizerSite _site;
    private readonly GuardedCloseWriter _original;
    private readonly FinalizerFate _fate;
    private readonly CancellationToken _cancellationToken;

    private FinalizerMove(FinalizerSite site, GuardedCloseWriter original, FinalizerFate fate, CancellationToken cancellationToken)
    {
        _site = site;
        _original = original;
        _fate = fate;
        _cancellationToken = cancellationToken;
    }

    public static async Task<Document?> TryMakeAsync(FinalizerSite site, FinalizerFate fate, CancellationToken cancellationToken)
    {
        if (await GuardedCloseWriter.TryCreateAsync(site.Document, site.Type, cancellationToken).ConfigureAwait(false) is not { } writer)
            return null;

        var move = new FinalizerMove(site, writer, fate, cancellationToken);
        if (await move.MoveAsync().ConfigureAwait(false) is not { } moved)
            return null;

        if (fate == FinalizerFate.Reports)
            moved = await LeakReport.TryAddAsync(moved, cancellationToken).ConfigureAwait(false);

        if (moved is null)
            return null;

        var root = await moved.GetRootAsync(cancellationToken).ConfigureAwait(false);
        moved = moved.FinalizerIn(root) is null
            ? await CollectorNotice.RemoveNeedlessAsync(moved, cancellationToken).ConfigureAwait(false)
            : await CollectorNotice.AddMissingAsync(moved, cancellationToken).ConfigureAwait(false);
        return await RepairCheck.IsSoundAsync(site, moved, cancellationToken).ConfigureAwait(false) ? moved.Document : null;
    }

    private async Task<TrackedType?> MoveAsync()
    {
        var closes = _fate == FinalizerFate.Reports ? ClosingMembers.All(_site, _original) : ClosingMembers.Asynchronous(_site, _original);
        foreach (var close in closes)
        {
            var coverage = new WorkCoverage(_site, close);
            if (_site.Path.Findings.All(coverage.Covers))
                return await LeaveToAsync(close).ConfigureAwait(false);
        }

        return MovedClose.TryRead(_site, _original) is { } work ? await MoveIntoCloseAsync(work).ConfigureAwait(false) : null;
    }

    /// <summary>A close member does the work already: the finalizer stops doing it, and the close gets its guard.</summary>
    private async Task<TrackedType?> LeaveToAsync(IMethodSymbol close)
    {
        if (_site.Has(FinalizerPartKind.Mixed) && !DisposingSide.TryPlan(_site, _original))
            return null;

        var tracked = await new FinalizerRemainder(_site, _fate).ApplyAsync(TrackedType.Start(_site, _original), _cancellationToken).ConfigureAwait(false);
        if (Engine.GuardOf(close, _site.Type, _site.Model, _site.Scope, _cancellationToken) is not { Verdict: GuardVerdict.Unguarded or GuardVerdict.Ineffective } guard
            || await tracked.GetWriterAsync(_cancellationToken).ConfigureAwait(false) is not { } writer)
        {
            return tracked;
        }

        var sameClose = ClosingMembers.Same(close, _original, writer);
        return sameClose is not null && writer.TryGuard(sameClose, GuardStyle.Returns, guard.Member?.Name) ? tracked.With(writer.GetChangedDocument()) : tracked;
    }

    private async Task<TrackedType?> MoveIntoCloseAsync(MovedClose work)
    {
        if (!_original.Features.HasAsyncClose)
            return null;

        if (work.Helper is { } helper)
            _original.Edit.Remove(helper);

        var natives = NativeSteps.Read(_site, _original);
        var tracked = await new FinalizerRemainder(_site, _fate).ApplyAsync(TrackedType.Start(_site, _original), _cancellationToken).ConfigureAwait(false);
        tracked = await natives.ExtractAsync(tracked, _cancellationToken).ConfigureAwait(false);
        if (await tracked.GetWriterAsync(_cancellationToken).ConfigureAwait(false) is not { } writer)
            return null;

        if (work.ReplacesDispose)
            return await AsynchronousTwin.TryAddAsync(tracked, writer, work, _cancellationToken).ConfigureAwait(false);

        var steps = work.Statements.Concat(natives.Calls).Select(statement => (CloseStep)new CloseStep.Run(statement)).ToImmutableArray();
        return writer.TryAddSteps(steps, GuardStyle.Returns) ? tracked.With(writer.GetChangedDocument()) : null;
    }
}
