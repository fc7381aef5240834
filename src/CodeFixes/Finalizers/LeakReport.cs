using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// Makes a finalizer say that the object was not closed: <c>if (_disposed == 0) Debug.WriteLine(..)</c>. Not
/// <c>Debug.Fail</c>, which ends the process when it fails on the finalizer's thread.
/// </summary>
internal static class LeakReport
{
    public static async Task<TrackedType?> TryAddAsync(TrackedType tracked, CancellationToken cancellationToken)
    {
        if (await tracked.GetWriterAsync(cancellationToken).ConfigureAwait(false) is not { Features.Types.Debug: not null } writer
            || (writer.Members.DisposeAsync ?? writer.Members.Dispose) is not { } close)
        {
            return null;
        }

        if (ClosedState.Find(writer, cancellationToken) is not { } state)
        {
            if (!writer.TryGuard(close, GuardStyle.Returns))
                return null;

            tracked = tracked.With(writer.GetChangedDocument());
            writer = await tracked.GetWriterAsync(cancellationToken).ConfigureAwait(false);
            if (writer is null || ClosedState.Find(writer, cancellationToken) is not { } claimed)
                return null;

            state = claimed;
        }

        var root = await tracked.GetRootAsync(cancellationToken).ConfigureAwait(false);
        if (tracked.FinalizerIn(root) is not { Body: { } body } finalizer)
            return null;

        var text = new MemberText(writer.Style);
        var isMissed = $"A {writer.Type.Name} was not closed: call {close.Name.Split('.').Last()}.";
        var report = writer.Style.If(
            state.IsOpen(writer.Style),
            text.Statement($"{MemberText.Name(writer.Features.Types.Debug!)}.{nameof(System.Diagnostics.Debug.WriteLine)}({Literal(isMissed)});").WithTrailingTrivia());
        var others = body.Statements;
        if (others.Count > 0)
            others = others.Replace(others[0], text.AfterEmptyLine(others[0]));

        var reporting = finalizer
            .WithBody(body.WithStatements(others.Insert(0, report.WithTrailingTrivia(EndOfLine(writer.Style.NewLine)))))
            .WithAdditionalAnnotations(Formatter.Annotation);
        return tracked.With(tracked.Document.WithSyntaxRoot(root.ReplaceNode(finalizer, reporting)));
    }
}
