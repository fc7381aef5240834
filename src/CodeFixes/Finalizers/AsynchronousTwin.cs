using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>Adds the <c>DisposeAsync</c> that does, awaiting, what <c>Dispose</c> does, and puts both behind one guard.</summary>
internal static class AsynchronousTwin
{
    public static async Task<TrackedType?> TryAddAsync(TrackedType tracked, GuardedCloseWriter writer, MovedClose work, CancellationToken cancellationToken)
    {
        var types = writer.Features.Types;
        if (writer.Members.DisposeAsync is not null || types.ValueTask is not { } valueTask || types.IAsyncDisposable is not { } asyncDisposable)
            return null;

        var text = new MemberText(writer.Style);
        var statements = work.Statements;
        if ((writer.HasFinalizer || writer.DefaultShape == CloseShape.Open) && types.GC is { } collector)
            statements = statements.Add(text.Statement($"{MemberText.Name(collector)}.{nameof(GC.SuppressFinalize)}(this);"));

        writer.Edit.Then(type => MemberPlacement.Append(type, text.Method($"public async {MemberText.Name(valueTask)} DisposeAsync()", statements), writer.Style));
        if (!writer.Type.Implements(asyncDisposable))
            writer.Edit.Then(type => MemberPlacement.AddInterface(type, TypeName.Of(asyncDisposable)));

        var added = tracked.With(writer.GetChangedDocument());
        if (await added.GetWriterAsync(cancellationToken).ConfigureAwait(false) is not { Members.DisposeAsync: { } close } guarding
            || await added.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || Engine.ScopeOf(added.Document, model, cancellationToken) is not { } scope)
        {
            return null;
        }

        // The work may have brought its guard along.
        if (Engine.GuardOf(close, guarding.Type, model, scope, cancellationToken) is { Verdict: GuardVerdict.Guarded })
            return added;

        return guarding.TryGuard(close, GuardStyle.Returns) ? added.With(guarding.GetChangedDocument()) : null;
    }
}
