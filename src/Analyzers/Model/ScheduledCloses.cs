using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Whether a type has its own close run by a timer, a pool thread or a continuation: then several threads may close it.</summary>
internal static class ScheduledCloses
{
    public static bool Any(CloseModel model, CancellationToken cancellationToken)
    {
        foreach (var (_, block) in model.Bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (OperationOrder.Any(block, operation => IsClose(operation, model) && IsScheduled(operation)))
                return true;
        }

        return false;
    }

    private static bool IsClose(IOperation operation, CloseModel model)
    {
        var called = operation switch
        {
            IInvocationOperation { Instance: IInstanceReferenceOperation } call => call.TargetMethod,
            IMethodReferenceOperation { Instance: IInstanceReferenceOperation } reference => reference.Method,
            _ => null,
        };
        return called is not null && model.Members.Entries.Contains(called, SymbolEqualityComparer.Default);
    }

    /// <summary>True for what a function does that is given to something which schedules it.</summary>
    private static bool IsScheduled(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (AsyncScheduling.EffectOf(outer) == AsyncEffect.Schedules)
                return true;
        }

        return false;
    }
}
