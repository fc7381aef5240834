using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>Which of the values that a call is given its work and its result go on using.</summary>
internal sealed class CallUses
{
    private readonly AnalysisScope _scope;
    private readonly ClosedVariables _closed;
    private readonly CancellationToken _cancellationToken;

    public CallUses(AnalysisScope scope, ClosedVariables closed, CancellationToken cancellationToken)
    {
        _scope = scope;
        _closed = closed;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for calls that tell the work on an object to come to its end.</summary>
    public static bool EndsWork(IMethodSymbol method)
    {
        return method is
        {
            IsStatic: false,
            Name: "Cancel" or "CancelAsync" or "Stop" or "StopAsync" or "CloseAsync" or "Abort" or "Kill" or "Shutdown" or "ShutdownAsync" or "Disconnect" or "DisconnectAsync" or "Complete" or "TryComplete",
        };
    }

    /// <summary>What the work that the call hands out goes on using; null for a call that hands out none.</summary>
    public UsedClosables? UsesOf(IInvocationOperation call, TaskValue receiver, Func<IOperation?, TaskValue> valueOf)
    {
        var types = _scope.Types;
        var method = call.TargetMethod;
        if (!TaskSources.IsWork(call.Type, types) || IsOnlyCarried(call, valueOf) || TaskSources.CompletesAtOnce(method, _scope, _cancellationToken))
            return null;

        var uses = new UsedClosables();
        var isOfTasks = TaskSources.IsOfTasks(method, types);
        uses.Add(receiver.Closables);
        foreach (var argument in call.Arguments)
        {
            var given = valueOf(argument.Value);
            if (LocalFunction(argument.Value) is { } function)
                uses.Add(isOfTasks || TaskSources.IsWork(function.ReturnType, types) ? given.Holds : 0);
            else if (!isOfTasks || IsToken(argument.Value))
                uses.Add(IsReceiver(argument, method) ? given.Closables : given.Is | given.Holds | (IsOpenPart(argument.Value) ? given.Parts : 0));
        }

        return IsDoneInMemory(call, uses) ? new UsedClosables() : uses;
    }

    /// <summary>What the result of the call is, or works with.</summary>
    public TaskValue ResultOf(IInvocationOperation call, TaskValue receiver, Func<IOperation?, TaskValue> valueOf)
    {
        var method = call.TargetMethod;
        if (call.Type is null || TaskSources.IsWork(call.Type, _scope.Types))
            return default;

        var source = receiver;
        ITypeSymbol? sourceType = call.Instance?.Type;
        if (call.Arguments is [{ } first, ..] && IsReceiver(first, method))
        {
            source = valueOf(first.Value);
            sourceType = method.Parameters[0].Type;

            // await using (c.ConfigureAwait(false)): who closes the one closes the other.
            if (SymbolEqualityComparer.Default.Equals(call.Type, _scope.Types.ConfiguredAsyncDisposable))
                return source;
        }

        if (source.Closables == 0 || sourceType is null || call.Type.IsValueType || call.Type.SpecialType != SpecialType.None)
            return default;

        // A chain: query.Where(..), builder.With(..). A command goes with its connection.
        var isChain = SymbolEqualityComparer.Default.Equals(call.Type.OriginalDefinition, sourceType.OriginalDefinition);
        if (isChain || _scope.Contracts.ReceiverFateOf(method, null, _cancellationToken) == ArgumentFate.Retained)
            return new TaskValue(0, 0, source.Closables, 0);

        return default;
    }

    /// <summary>True for an argument that the new object goes on working with.</summary>
    public bool IsKept(IArgumentOperation argument, IObjectCreationOperation creation)
    {
        return argument.Value.Type is { SpecialType: SpecialType.None }
            && creation.Constructor is { } constructor
            && _scope.Contracts.FateOf(argument, constructor, creation.Arguments, null, _cancellationToken) is ArgumentFate.Kept or ArgumentFate.Retained or ArgumentFate.Closed;
    }

    /// <summary>Combinators and continuations stand for the tasks that they are given: <c>task.ConfigureAwait(false)</c>, <c>Task.WhenAll(a, b)</c>.</summary>
    private bool IsOnlyCarried(IInvocationOperation call, Func<IOperation?, TaskValue> valueOf)
    {
        return call.TargetMethod.Name is "ConfigureAwait" or "AsTask" or "Preserve" or "Unwrap" or "WaitAsync" or "WhenAll" or "WhenAny" && (TaskSources.IsOfTasks(call.TargetMethod, _scope.Types) || valueOf(call.Instance).Tasks != 0 || (call.Arguments is [{ } first, ..] && valueOf(first.Value).Tasks != 0));
    }

    private static bool IsReceiver(IArgumentOperation argument, IMethodSymbol method)
    {
        return method.IsExtensionMethod && argument.Parameter is { Ordinal: 0 };
    }

    private static IMethodSymbol? LocalFunction(IOperation value)
    {
        return LocalDelegates.FunctionOf(value);
    }

    private bool IsToken(IOperation value)
    {
        return SymbolEqualityComparer.Default.Equals(value.Type, _scope.Types.CancellationToken);
    }

    /// <summary>A part that is there to be closed itself is no mere description of the whole: <c>response.Content</c>.</summary>
    private bool IsOpenPart(IOperation value)
    {
        return IsToken(value) || (value.Type is { } type && (type.Implements(_scope.Types.IDisposable) || type.Implements(_scope.Types.IAsyncDisposable)));
    }

    /// <summary>True for <c>memory.WriteAsync(bytes)</c> and for a reader over it: nothing is waited for, and the call returns when it is done.</summary>
    private bool IsDoneInMemory(IInvocationOperation call, UsedClosables uses)
    {
        var types = _scope.Types;
        if (!uses.Any || !TaskSources.IsStreaming(call.TargetMethod.ContainingType, types))
            return false;

        foreach (var argument in call.Arguments)
        {
            if (TaskSources.IsStreaming(argument.Value.Type, types) && !TaskSources.IsInMemory(argument.Value.Type, types))
                return false;
        }

        for (var slot = 0; slot < uses.Count; slot++)
        {
            for (var rest = uses[slot]; rest != 0; rest &= rest - 1)
            {
                if (!IsInMemory(rest & ~(rest - 1)))
                    return false;
            }
        }

        return true;
    }

    private bool IsInMemory(ulong closable)
    {
        var index = 0;
        while ((closable >>= 1) != 0)
            index++;

        return TaskSources.IsInMemory(_closed[index].Type, _scope.Types);
    }
}
