using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompileCost;

/// <summary>
/// Registers what the hosts register and does nothing with it: what it costs is the compiler's own price for handing
/// bodies and types to an analyzer, the floor that the hosts are compared with.
/// </summary>
#pragma warning disable RS1001, RS1036 // Run by this program only; no package ships it.
internal sealed class IdleAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001, RS1036
{
#pragma warning disable RS2008 // Not a rule of the package.
    private static readonly DiagnosticDescriptor Never = new("IDLE", "Never reported", "Never reported", "Bench", DiagnosticSeverity.Warning, true);
#pragma warning restore RS2008

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Never];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolStartAction(start => start.RegisterSymbolEndAction(_ => { }), SymbolKind.NamedType);
        context.RegisterOperationBlockAction(_ => { });
    }
}
