using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>
/// Keeps asynchronous work of <c>Dispose(bool disposing)</c> away from the finalizer that calls it for the native side:
/// the statements that schedule or wait move behind <c>if (disposing)</c>.
/// </summary>
internal static class DisposingSide
{
    /// <summary>Plans the change in the writer; false when a statement cannot be set apart.</summary>
    public static bool TryPlan(FinalizerSite site, GuardedCloseWriter writer)
    {
        var conditional = new HashSet<StatementSyntax>();
        foreach (var part in site.Parts)
        {
            if (part.Kind == FinalizerPartKind.Mixed && part.Findings.Any(finding => !TryPlan(site, writer, finding.Way[0], conditional)))
                return false;
        }

        return true;
    }

    private static bool TryPlan(FinalizerSite site, GuardedCloseWriter writer, PathStep call, HashSet<StatementSyntax> conditional)
    {
        if (call.Operation is not IInvocationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: false } }] }
            || call.Target is not { Body.Symbol: { Parameters: [{ Type.SpecialType: SpecialType.System_Boolean } disposing] } method }
            || writer.Members.Syntax(method)?.Body is not { } body)
        {
            return false;
        }

        foreach (var step in site.Path.StepsBelow(call))
        {
            if (step.Kind is not (PathStepKind.Schedules or PathStepKind.Blocks) && !site.Path.LeadsToEffect(step))
                continue;

            var statement = step.Operation.Syntax.FirstAncestorOrSelf<StatementSyntax>();
            if (statement is not ExpressionStatementSyntax || !body.Contains(statement) || statement.Parent is not BlockSyntax)
                return false;

            if (conditional.Add(statement))
            {
                writer.Edit.Replace(statement, node => writer.Style
                    .If(SyntaxFactory.IdentifierName(disposing.Name), ((StatementSyntax)node).WithoutLeadingTrivia())
                    .WithLeadingTrivia(node.GetLeadingTrivia()));
            }
        }

        return conditional.Count > 0;
    }
}
