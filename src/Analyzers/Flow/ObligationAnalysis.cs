using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What became of each resource that one body creates.</summary>
internal sealed class ObligationAnalysis
{
    private ObligationAnalysis()
    {
    }

    /// <summary>Runs the analysis, or returns null when the body creates and closes nothing that a rule looks at.</summary>
    public static ObligationAnalysis? TryRun(
        ISymbol member,
        IOperation block,
        AnalysisScope scope,
        Func<IOperation, ControlFlowGraph> getGraph,
        CancellationToken cancellationToken)
    {
        _ = (member, block, scope, getGraph, cancellationToken);
        return null;
    }
}
