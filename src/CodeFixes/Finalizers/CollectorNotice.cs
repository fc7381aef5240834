using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary><c>GC.SuppressFinalize(this)</c>: there where a finalizer is, gone where it means nothing.</summary>
internal static class CollectorNotice
{
    public static bool IsNotice(SyntaxNode statement)
    {
        return statement is ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(GC.SuppressFinalize) },
                ArgumentList.Arguments: [{ Expression: ThisExpressionSyntax }],
            },
        };
    }

    /// <summary>Takes the notices out of a sealed type that no finalizer is left in.</summary>
    public static async Task<TrackedType> RemoveNeedlessAsync(TrackedType tracked, CancellationToken cancellationToken)
    {
        var writer = await tracked.GetWriterAsync(cancellationToken).ConfigureAwait(false);
        if (writer is null || writer.HasFinalizer || !writer.Type.IsSealed)
            return tracked;

        foreach (var notice in writer.Edit.Type.DescendantNodes().Where(node => IsNotice(node) && node.Parent is BlockSyntax))
            writer.Edit.Remove(notice);

        return tracked.With(writer.GetChangedDocument());
    }

    /// <summary>Adds the notice to the close members that declare none and call none that does.</summary>
    public static async Task<TrackedType> AddMissingAsync(TrackedType tracked, CancellationToken cancellationToken)
    {
        var writer = await tracked.GetWriterAsync(cancellationToken).ConfigureAwait(false);
        if (writer is null || writer.Features.Types.GC is not { } collector)
            return tracked;

        var bodies = new GuardStatements(writer.Features, writer.Style);
        foreach (var member in new[] { writer.Members.Dispose, writer.Members.DisposeAsync })
        {
            if (member is null || writer.Members.Syntax(member) is not { } declaration || Notifies(writer, member, cancellationToken))
                continue;

            var text = new MemberText(writer.Style);
            var notice = text.Statement($"{MemberText.Name(collector)}.{nameof(GC.SuppressFinalize)}(this);");
            writer.Edit.ThenMember(declaration, current => new[] { Append(bodies.WithBlock(current, member), notice, text) });
        }

        return tracked.With(writer.GetChangedDocument());
    }

    private static bool Notifies(GuardedCloseWriter writer, IMethodSymbol member, CancellationToken cancellationToken)
    {
        return writer.Members.ReachableFrom(member, cancellationToken).Append(member)
            .SelectMany(reached => reached.DeclaringSyntaxReferences)
            .Any(reference => reference.GetSyntax(cancellationToken).DescendantNodes().Any(IsNotice));
    }

    private static MethodDeclarationSyntax Append(MethodDeclarationSyntax member, StatementSyntax notice, MemberText text)
    {
        var statements = member.Body!.Statements;
        var index = statements.Count > 0 && statements[statements.Count - 1] is ReturnStatementSyntax ? statements.Count - 1 : statements.Count;
        if (index > 0 && statements[index - 1] is IfStatementSyntax)
            notice = text.AfterEmptyLine(notice);

        return member.WithBody(member.Body.WithStatements(statements.Insert(index, notice.WithAdditionalAnnotations(Formatter.Annotation))));
    }
}
