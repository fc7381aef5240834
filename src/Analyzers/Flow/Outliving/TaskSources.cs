using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>Which calls hand out work that may not be done when they return.</summary>
internal static class TaskSources
{
    /// <summary>How far methods are followed that only hand on what another one returns.</summary>
    private const int MaximumDepth = 4;

    /// <summary>True for what stands for work that goes on: tasks, and sequences that run as they are enumerated.</summary>
    public static bool IsWork(ITypeSymbol? type, KnownTypes types)
    {
        if (type is not INamedTypeSymbol { TypeArguments.Length: < 2 } named)
            return false;

        var definition = named.OriginalDefinition;
        return Is(definition, types.Task) || Is(definition, types.TaskOfT) || Is(definition, types.ValueTask) || Is(definition, types.ValueTaskOfT) || Is(definition, types.IAsyncEnumerable);
    }

    /// <summary>The first glance: a call whose work is not awaited on the spot.</summary>
    public static bool MayLetOut(IOperation operation, KnownTypes types)
    {
        // The type is asked last, because it takes longest to tell.
        return operation.Kind is OperationKind.Invocation or OperationKind.PropertyReference
            && !IsAwaited(operation)
            && IsWork(operation.Type, types)
            && !IsResultOfFunction(operation);
    }

    /// <summary>Awaited as it is, or behind calls on the task: <c>await task.WaitAsync(timeout).ConfigureAwait(false)</c>.</summary>
    private static bool IsAwaited(IOperation operation)
    {
        while (operation.Parent is IInvocationOperation call && call.Instance == operation)
            operation = call;

        return operation.Parent is IAwaitOperation;
    }

    /// <summary>The work that a lambda or local function hands on belongs to whoever calls it, unless it closes something itself.</summary>
    private static bool IsResultOfFunction(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;

        if (operation.Parent is not IReturnOperation)
            return false;

        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return !OperationOrder.Any(outer, ClosedVariables.MayClose);
        }

        return false;
    }

    /// <summary>True for streams, readers and writers whose content lies in memory: their work is done when the call returns.</summary>
    public static bool IsInMemory(ITypeSymbol? type, KnownTypes types)
    {
        return type is not null && (type.DerivesFrom(types.MemoryStream) || type.DerivesFrom(types.StringReader) || type.DerivesFrom(types.StringWriter));
    }

    public static bool IsStreaming(ITypeSymbol? type, KnownTypes types)
    {
        return type is not null && (type.DerivesFrom(types.Stream) || type.DerivesFrom(types.TextReader) || type.DerivesFrom(types.TextWriter));
    }

    /// <summary>A member of the task types themselves: it carries tasks and runs functions, and uses no other argument.</summary>
    public static bool IsOfTasks(IMethodSymbol method, KnownTypes types)
    {
        var owner = method.ContainingType?.OriginalDefinition;
        return owner is not null
            && (Is(owner, types.Task) || Is(owner, types.TaskOfT) || Is(owner, types.ValueTask) || Is(owner, types.ValueTaskOfT) || RunsWork(owner, types));
    }

    /// <summary>The task of a source that this code completes later.</summary>
    public static bool IsOfCompletionSource(IPropertySymbol property, KnownTypes types)
    {
        var owner = property.ContainingType.OriginalDefinition;
        return property.Name == "Task" && (Is(owner, types.TaskCompletionSource) || Is(owner, types.TaskCompletionSourceOfT));
    }

    /// <summary>True when the work is done as soon as the method returns: the source says so.</summary>
    public static bool CompletesAtOnce(IMethodSymbol method, AnalysisScope scope, CancellationToken cancellationToken)
    {
        return CompletesAtOnce(method, scope, MaximumDepth, cancellationToken);
    }

    private static bool CompletesAtOnce(IMethodSymbol method, AnalysisScope scope, int depth, CancellationToken cancellationToken)
    {
        if (IsOfTasks(method, scope.Types) && method is { IsStatic: true, Name: "FromResult" or "FromException" or "FromCanceled" })
            return true;

        if (depth == 0 || method.IsVirtual || method.IsAbstract || (method.IsOverride && !method.IsSealed) || Is(method.ReturnType.OriginalDefinition, scope.Types.IAsyncEnumerable) || scope.Bodies.TryGet(method, cancellationToken) is not { } body)
            return false;

        foreach (var operation in body.Operations)
        {
            if (operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true })
                return false;

            if (!method.IsAsync && operation is IReturnOperation { ReturnedValue: { } returned } && !IsCompleted(returned, scope, depth - 1, cancellationToken))
                return false;
        }

        return true;
    }

    private static bool IsCompleted(IOperation value, AnalysisScope scope, int depth, CancellationToken cancellationToken)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        return value switch
        {
            IInvocationOperation call => CompletesAtOnce(call.TargetMethod, scope, depth, cancellationToken),
            IPropertyReferenceOperation { Property.Name: "CompletedTask" } property => IsWork(property.Property.ContainingType, scope.Types),
            IObjectCreationOperation { Arguments: [{ Value: var result }] } creation => IsWork(creation.Type, scope.Types) && !IsWork(result.Type, scope.Types),
            IObjectCreationOperation { Arguments.IsEmpty: true } or IDefaultValueOperation or ILiteralOperation or IThrowOperation => true,
            _ => false,
        };
    }

    private static bool RunsWork(INamedTypeSymbol type, KnownTypes types)
    {
        return Is(type, types.TaskFactory) || Is(type, types.TaskFactoryOfT);
    }

    private static bool Is(ISymbol type, ISymbol? known)
    {
        return known is not null && SymbolEqualityComparer.Default.Equals(type, known);
    }
}
