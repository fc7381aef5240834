using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// The host of the rules about types: it collects the bodies of one type as the compiler binds them, builds the
/// <see cref="CloseModel"/> once, and lets every <see cref="TypeRule"/> read it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TypeLifecycleAnalyzer : LifecycleAnalyzer
{
    /// <summary>Creates the host with the rules of <see cref="RuleList.TypeRules"/>.</summary>
    public TypeLifecycleAnalyzer()
        : base(RuleList.TypeRules.SelectMany(rule => rule.Descriptors).ToImmutableArray())
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, AnalysisScope scope)
    {
        context.RegisterSymbolStartAction(start => StartType(start, scope), SymbolKind.NamedType);
    }

    private static void StartType(SymbolStartAnalysisContext context, AnalysisScope scope)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!CloseModel.CanMatter(type, scope))
            return;

        var model = new CloseModel(type, scope);
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var operation in block.OperationBlocks)
                model.AddBody(block.OwningSymbol, operation);
        });
        context.RegisterSymbolEndAction(end =>
        {
            model.Complete(end.CancellationToken);
            var report = new Report(end.ReportDiagnostic, end.CancellationToken);
            foreach (var rule in RuleList.TypeRules)
            {
                if (rule.Descriptors.Any(scope.Enabled.Contains))
                    rule.Check(model, report);
            }
        });
    }
}
