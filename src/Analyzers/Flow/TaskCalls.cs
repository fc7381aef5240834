using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Calls that return a task, and the ways to its result. A task is followed as if it were its result: who has the task of
/// a fresh client has the client.
/// </summary>
internal static class TaskCalls
{
    /// <summary>The steps of <c>task.ConfigureAwait(false).GetAwaiter().GetResult()</c>, with one to spare.</summary>
    private const int MaximumSteps = 4;

    /// <summary>What a task of the framework brings when it is awaited; null for anything else.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol? type, KnownTypes types)
    {
        if (type is not INamedTypeSymbol { TypeArguments.Length: 1 } task)
            return null;

        var isTask = SymbolEqualityComparer.Default.Equals(task.OriginalDefinition, types.TaskOfT)
            || SymbolEqualityComparer.Default.Equals(task.OriginalDefinition, types.ValueTaskOfT);
        return isTask ? task.TypeArguments[0] : null;
    }

    /// <summary>The call whose task is awaited, also through ConfigureAwait.</summary>
    public static IInvocationOperation? AwaitedBy(IAwaitOperation awaited, KnownTypes types)
    {
        return (SourceOf(awaited.Operation, types) ?? awaited.Operation) as IInvocationOperation;
    }

    /// <summary>True for a call whose task is awaited on the spot.</summary>
    public static bool IsAwaited(IInvocationOperation call, KnownTypes types)
    {
        return call.Parent switch
        {
            IAwaitOperation => true,
            IInvocationOperation { Parent: IAwaitOperation } configured => SourceOf(configured, types) == call,
            _ => false,
        };
    }

    /// <summary>
    /// The task whose result, or which itself, the operation yields unchanged: <c>await task</c>, <c>task.Result</c>,
    /// <c>task.ConfigureAwait(false)</c>, <c>task.AsTask()</c>, <c>task.GetAwaiter().GetResult()</c>. Null for anything else.
    /// </summary>
    public static IOperation? SourceOf(IOperation operation, KnownTypes types)
    {
        for (var step = 0; step < MaximumSteps; step++)
        {
            var inner = operation switch
            {
                IAwaitOperation awaited => awaited.Operation,
                IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } => task,
                IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "AsTask" or "GetResult" or "WaitAsync", Instance: { } task } => task,
                _ => null,
            };
            if (inner is null || ResultOf(inner.Type, types) is not null)
                return inner;

            operation = inner;
        }

        return null;
    }
}
