using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>The statements of a finalizer as an asynchronous close is to run them.</summary>
/// <param name="Statements">The work, awaiting where the finalizer dropped or blocked.</param>
/// <param name="ReplacesDispose">The work is that of <c>Dispose</c>, so that the asynchronous close does not call it.</param>
/// <param name="Helper">A private method whose work it is, and that nothing calls any more.</param>
internal sealed record MovedClose(ImmutableArray<StatementSyntax> Statements, bool ReplacesDispose, MethodDeclarationSyntax? Helper)
{
    /// <summary>The work as it can be awaited, or null when a part of it cannot be moved as it stands.</summary>
    public static MovedClose? TryRead(FinalizerSite site, GuardedCloseWriter writer)
    {
        if (site.Has(FinalizerPartKind.Mixed) || site.Has(FinalizerPartKind.Elsewhere))
            return null;

        var awaiting = new AwaitingStatements(site.Model, site.Type, writer.Style, writer.Features);
        if (site.Parts.All(part => part.Findings.All(finding => finding.Way.Length == 1)))
            return TryReadOwn(site, awaiting);

        return site.Parts.Where(part => part.Kind == FinalizerPartKind.Defect).ToList() is [{ Findings: [{ Way: var way }, ..] }] && !site.Has(FinalizerPartKind.Managed)
            ? TryReadCalled(site, writer, way[0], awaiting)
            : null;
    }

    /// <summary>The finalizer itself drops or waits: its statements move.</summary>
    private static MovedClose? TryReadOwn(FinalizerSite site, AwaitingStatements awaiting)
    {
        foreach (var finding in site.Path.Findings)
        {
            if (!awaiting.TryPlan(finding.Way[0]))
                return null;
        }

        var moved = site.Parts.Where(part => part.Kind is FinalizerPartKind.Defect or FinalizerPartKind.Managed or FinalizerPartKind.EarlyReturn);
        return awaiting.Awaits ? new MovedClose(moved.Select(part => awaiting.Rewrite(part.Node)).ToImmutableArray(), ReplacesDispose: false, Helper: null) : null;
    }

    /// <summary>The finalizer calls <c>Dispose()</c> or a helper that drops or waits: the statements of that one move.</summary>
    private static MovedClose? TryReadCalled(FinalizerSite site, GuardedCloseWriter writer, PathStep call, AwaitingStatements awaiting)
    {
        if (call.Target is not { Body.Symbol: { Parameters.IsEmpty: true, ReturnsVoid: true } method } || call.Operation.Syntax.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax))
            return null;

        var isDispose = IsWorkOfDispose(method, writer);
        if (writer.Members.Syntax(method) is not { } declaration || !isDispose && !IsHelperOf(site, method, declaration))
            return null;

        foreach (var step in site.Path.StepsBelow(call))
        {
            var isEffect = step.Kind is PathStepKind.Schedules or PathStepKind.Blocks;
            if (isEffect ? !awaiting.TryPlan(step) : site.Path.LeadsToEffect(step))
                return null;
        }

        IEnumerable<SyntaxNode> nodes = declaration.ExpressionBody is { } arrow ? new[] { arrow.Expression } : declaration.Body!.Statements.Where(statement => !CollectorNotice.IsNotice(statement));
        var statements = nodes.Select(awaiting.Rewrite).ToImmutableArray();
        return awaiting.Awaits ? new MovedClose(statements, isDispose, isDispose ? null : declaration) : null;
    }

    /// <summary>True for <c>Dispose()</c> and for the method that it does nothing but call.</summary>
    private static bool IsWorkOfDispose(IMethodSymbol method, GuardedCloseWriter writer)
    {
        if (writer.Members.Dispose is not { } dispose || writer.Members.Syntax(dispose) is not { } declaration)
            return false;

        return SymbolEqualityComparer.Default.Equals(method, dispose) || writer.Members.OnlyForwards(declaration, method, default);
    }

    private static bool IsHelperOf(FinalizerSite site, IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (method.DeclaredAccessibility != Accessibility.Private || method.ContainingType.DeclaringSyntaxReferences.Length > 1)
            return false;

        return site.Declaration.Parent!.DescendantNodes().OfType<SimpleNameSyntax>().Count(name => name.Identifier.ValueText == method.Name) == 1
            && SymbolEqualityComparer.Default.Equals(site.Model.GetDeclaredSymbol(declaration), method);
    }
}
