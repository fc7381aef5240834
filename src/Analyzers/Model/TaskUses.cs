using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Follows the task that a call returns through one graph, to whoever awaits it, waits for it or drops it.</summary>
internal sealed class TaskUses
{
    private const int MaxHops = 12;

    private readonly GraphValues _values;
    private readonly CallResolution _resolution;
    private readonly KnownTypes _types;

    public TaskUses(GraphValues values, CallResolution resolution, KnownTypes types)
    {
        _values = values;
        _resolution = resolution;
        _types = types;
    }

    public TaskUse Of(IOperation task)
    {
        return Of(task, MaxHops);
    }

    /// <summary>
    /// True when the operation only carries on a task that another call of the same expression made, so that whatever
    /// becomes of it is that call's affair: <c>CloseAsync().ConfigureAwait(false)</c>, <c>WhenAll(A(), B())</c>.
    /// </summary>
    public bool CarriesOnAnotherTask(IInvocationOperation call)
    {
        if (IsTaskCall(call.Instance, MaxHops))
            return true;

        foreach (var argument in call.Arguments)
        {
            if (IsTaskCall(argument.Value, MaxHops))
                return true;
        }

        return false;
    }

    private bool IsTaskCall(IOperation? operation, int hops)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;

        if (operation is null || hops == 0)
            return false;

        if (operation is IInvocationOperation call)
            return AsyncScheduling.IsAwaitable(call.Type, _types) && AsyncScheduling.EffectOf(call) != AsyncEffect.Completes
                || call.TargetMethod.Name == WellKnownMemberNames.GetAwaiter && IsTaskCall(call.Instance, hops - 1);

        if (operation is IObjectCreationOperation { Arguments: [var wrapped] } && AsyncScheduling.IsAwaitable(operation.Type, _types))
            return IsTaskCall(wrapped.Value, hops - 1);

        if (!AsyncScheduling.IsGroupOfAwaitables(operation.Type, _types))
            return false;

        foreach (var element in operation.ChildOperations)
        {
            if (element is IArrayInitializerOperation initializer ? initializer.ElementValues.Any(value => IsTaskCall(value, hops - 1)) : IsTaskCall(element, hops - 1))
                return true;
        }

        return false;
    }

    private TaskUse Of(IOperation task, int hops)
    {
        var current = task;
        while (hops-- > 0)
        {
            switch (current.Parent)
            {
                case null:
                    return _values.IsReturned(current) ? TaskUse.Returned : _values.IsBranchValue(current) ? TaskUse.Kept : TaskUse.Dropped;
                case IExpressionStatementOperation:
                    return TaskUse.Dropped;
                case IIsNullOperation or IBinaryOperation or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                    // To ask whether there is a task is not to look at it.
                    return TaskUse.Dropped;
                case IAwaitOperation:
                    return TaskUse.Awaited;
                case IFlowCaptureOperation capture:
                    return OfReads(capture.Id, hops);
                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    if (assignment.Target is not IDiscardOperation)
                        return OfAssignment(assignment, hops);
                    break;
                case IPropertyReferenceOperation property:
                    return AsyncScheduling.EffectOf(property) == AsyncEffect.Blocks ? TaskUse.Blocked : TaskUse.Kept;
                case IInvocationOperation call when call.Instance == current:
                    if (OfMember(call) is { } use)
                        return use;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } argument:
                    if (OfArgument(call, argument, hops) is { } argumentUse)
                        return argumentUse;
                    current = argument;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation creation } argument when AsyncScheduling.IsAwaitable(creation.Type, _types):
                    current = argument;
                    break;
                case IConversionOperation { OperatorMethod: null }:
                case IArrayInitializerOperation:
                    break;
                case var parent when !AsyncScheduling.IsGroupOfAwaitables(parent.Type, _types):
                    return TaskUse.Kept;
            }

            current = current.Parent!;
        }

        return TaskUse.Kept;
    }

    /// <summary>What a member called on the task means for it; null when the result stands for the task.</summary>
    private TaskUse? OfMember(IInvocationOperation call)
    {
        if (AsyncScheduling.EffectOf(call) == AsyncEffect.Blocks)
            return TaskUse.Blocked;

        var standsForTask = call.TargetMethod.Name == WellKnownMemberNames.GetAwaiter || AsyncScheduling.IsAwaitable(call.Type, _types);
        return standsForTask ? null : TaskUse.Kept;
    }

    private TaskUse? OfArgument(IInvocationOperation call, IArgumentOperation argument, int hops)
    {
        if (AsyncScheduling.EffectOf(call) == AsyncEffect.Blocks)
            return TaskUse.Blocked;

        if (AsyncScheduling.IsAwaitable(call.Type, _types))
            return null;

        if (!call.TargetMethod.ReturnsVoid)
            return TaskUse.Kept;

        var inside = OfParameter(call.TargetMethod, argument.Parameter, hops);
        if (inside is TaskUse.Blocked or TaskUse.Dropped)
            return inside;

        // An extension on a task that returns nothing forgets it: Forget(), SafeFireAndForget().
        return call.TargetMethod.IsExtensionMethod && argument.Parameter is { Ordinal: 0 } ? TaskUse.Dropped : TaskUse.Kept;
    }

    private TaskUse OfParameter(IMethodSymbol method, IParameterSymbol? parameter, int hops)
    {
        if (parameter is null || hops <= 0 || method.IsVirtual || method.IsAbstract || method.IsOverride || _resolution.TryGetBody(method) is not { } body)
            return TaskUse.Kept;

        var own = body.Symbol.Parameters[parameter.Ordinal];
        return body.Assigned.IsCaptured(own) ? TaskUse.Kept : new TaskUses(body.Values, _resolution, _types).OfReads(own, hops);
    }

    private TaskUse OfAssignment(ISimpleAssignmentOperation assignment, int hops)
    {
        var asExpression = assignment.Parent is IExpressionStatementOperation or null ? TaskUse.Dropped : Of(assignment, hops);
        var reads = _values.VariableOf(assignment.Target) switch
        {
            ILocalSymbol local when !_values.IsReadElsewhere(local) => OfReads(local, hops),
            // The object is out of reach when its finalizer runs: what it keeps for itself and does not look at is lost.
            IFieldSymbol field => OfReads(field, hops),
            _ => TaskUse.Kept,
        };
        return Highest(reads, asExpression);
    }

    private TaskUse OfReads(object variable, int hops)
    {
        var use = TaskUse.Dropped;
        foreach (var read in _values.ReadsOf(variable))
            use = Highest(use, Of(read, hops));

        return use;
    }

    private static TaskUse Highest(TaskUse left, TaskUse right)
    {
        return left > right ? left : right;
    }
}
