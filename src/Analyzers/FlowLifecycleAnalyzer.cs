using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// The host of the rules about bodies: one walk of the control-flow graph of a body that creates or closes a resource
/// answers every <see cref="BodyRule"/>. All other bodies are left at the first glance.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlowLifecycleAnalyzer : LifecycleAnalyzer
{
    /// <summary>Creates the host with the rules of <see cref="RuleList.BodyRules"/>.</summary>
    public FlowLifecycleAnalyzer()
        : base(RuleList.BodyRules.SelectMany(rule => rule.Descriptors).ToImmutableArray())
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, AnalysisScope scope)
    {
        context.RegisterOperationBlockAction(block => CheckBody(block, scope));
    }

    private static void CheckBody(OperationBlockAnalysisContext context, AnalysisScope scope)
    {
        foreach (var operation in context.OperationBlocks)
        {
            if (ObligationAnalysis.TryRun(operation, context.OwningSymbol, scope, context.GetControlFlowGraph, context.CancellationToken) is not { } body)
                continue;

            var report = new Report(context.ReportDiagnostic, context.CancellationToken);
            foreach (var rule in RuleList.BodyRules)
            {
                if (rule.Descriptors.Any(scope.Enabled.Contains))
                    rule.Check(body, report);
            }
        }
    }
}
