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
        var rules = RuleList.BodyRules.Where(rule => rule.Descriptors.Any(scope.Enabled.Contains)).ToImmutableArray();
        if (!rules.IsEmpty)
            context.RegisterOperationBlockAction(block => CheckBody(in block, rules, scope));
    }

    private static void CheckBody(in OperationBlockAnalysisContext context, ImmutableArray<BodyRule> rules, AnalysisScope scope)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (ObligationAnalysis.TryRun(block, in context, scope) is not { } body)
                continue;

            var report = new Report(context.ReportDiagnostic, context.CancellationToken);
            foreach (var rule in rules)
                rule.Check(body, report);
        }
    }
}
