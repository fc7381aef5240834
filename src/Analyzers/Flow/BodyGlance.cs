using Lifecycle.Analyzers.Flow.Borrowing;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The first glance at a body, one walk of its operations: most bodies are left by their types alone, and the rest by the
/// contracts of the members that they take a resource from.
/// </summary>
internal static class BodyGlance
{
    public static BodyInterest At(IOperation block, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var closes = false;
        var settled = new SettledCreations();
        var creates = OperationOrder.Any(block, operation =>
        {
            closes = closes || CloseSites.MayClose(operation, scope);
            return Creates(operation, settled, scope, cancellationToken);
        });

        return creates ? BodyInterest.Creates : closes ? BodyInterest.Closes : BodyInterest.None;
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
