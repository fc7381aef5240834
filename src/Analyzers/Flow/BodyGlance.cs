using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Flow.Outliving;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The first glance at a body, one walk of its operations: most bodies are left by their types alone, and the rest by the
/// contracts of the members that they take a resource from.
/// </summary>
internal static class BodyGlance
{
    /// <param name="block">The body.</param>
    /// <param name="scope">What is shared for the compilation.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// What the body is of interest for; whether it closes anything, of whatever type; and whether it closes something and
    /// does not await every task on the spot.
    /// </returns>
    public static (BodyInterest Interest, bool MayClose, bool MayLetTasksOut) At(IOperation block, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var creates = false;
        var closes = false;
        var ends = false;
        var letsOut = !scope.FollowsTasks;
        var settled = new SettledCreations();
        OperationOrder.Any(block, operation =>
        {
            if (!creates)
            {
                closes = closes || CloseSites.MayClose(operation, scope);
                creates = Creates(operation, settled, scope, cancellationToken);
            }

            ends = ends || ClosedVariables.MayClose(operation);
            letsOut = letsOut || TaskSources.MayLetOut(operation, scope.Types);
            return creates && ends && letsOut;
        });

        return (creates ? BodyInterest.Creates : closes ? BodyInterest.Closes : BodyInterest.None, ends, ends && letsOut);
    }

    /// <summary>A creation that is settled at the spot needs no graph; what becomes of clients interests further rules.</summary>
    private static bool Creates(IOperation operation, SettledCreations settled, AnalysisScope scope, CancellationToken cancellationToken)
    {
        // What the delegate of a local makes is known from the graph.
        if (LocalDelegates.IsLocalCall(operation))
            return MayBeResource(TaskCalls.ResultOf(operation.Type, scope.Types) ?? operation.Type, scope);

        var kind = FreshValues.KindOf(operation, scope, null, cancellationToken);
        return kind == ResourceKind.HttpClient || (kind != ResourceKind.None && !settled.Contains(operation));
    }

    private static bool MayBeResource(ITypeSymbol? type, AnalysisScope scope)
    {
        return type?.TypeKind == TypeKind.Interface || scope.Resources.IsFollowed(type);
    }
}
