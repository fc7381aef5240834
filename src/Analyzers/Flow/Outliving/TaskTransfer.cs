using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>What single operations do with tasks and with what the graph closes. Operations come children first.</summary>
internal sealed class TaskTransfer
{
    private readonly AnalysisScope _scope;
    private readonly ClosedVariables _closed;
    private readonly CapturedVariables _functions;
    private readonly CallUses _calls;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IOperation, TaskValue> _results = [];
    private readonly TaskNumbers _tasks;

    public TaskTransfer(AnalysisScope scope, ClosedVariables closed, CapturedVariables functions, TaskNumbers tasks, CancellationToken cancellationToken)
    {
        _scope = scope;
        _closed = closed;
        _functions = functions;
        _tasks = tasks;
        _calls = new CallUses(scope, closed, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Told of each task that is cut off; null until states are final.</summary>
    public Action<int, ulong, SyntaxNode, bool>? Found { get; set; }

    /// <summary>
    /// The tasks that go on while the code waits for something: for them on another path, or for other work beside which
    /// they run until the close ends them.
    /// </summary>
    public ulong Background { get; private set; }

    /// <summary>No value of an expression is of use in another block: what is carried over goes through a temporary.</summary>
    public void BeginBlock()
    {
        _results.Clear();
    }

    public void Evaluate(IOperation operation, TaskState state)
    {
        var value = ValueOf(operation, state);
        if (value != default)
            _results[operation] = value;
    }

    /// <summary>The graph hands the value back.</summary>
    public void Return(IOperation value, TaskState state)
    {
        // A temporary stands for the arms of an expression, each of which is a place of its own.
        var plain = value;
        while (plain is IConversionOperation { OperatorMethod: null } conversion)
            plain = conversion.Operand;

        state.Return(Of(value).Tasks, plain is IFlowCaptureReferenceOperation ? null : plain.Syntax);
    }

    /// <summary>Where a variable is null, there is no task that it could hold, and none that works with its value.</summary>
    public void RefineNull(IOperation operand, TaskState state)
    {
        var value = Of(operand);
        state.Finish(value.Tasks);
        state.Release(value.Is);
    }

    private TaskValue ValueOf(IOperation operation, TaskState state)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Of(conversion.Operand);
            case IArgumentOperation argument:
                return Of(argument.Value);
            case IDelegateCreationOperation creation:
                return Of(creation.Target);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } or IFlowCaptureReferenceOperation:
                return Read(operation, state);
            case IFlowAnonymousFunctionOperation lambda:
                return CapturedBy(lambda.Symbol, state);
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function }:
                return CapturedBy(function.OriginalDefinition, state);
            case IMethodReferenceOperation { Instance: { } instance }:
                return Of(instance).AsHeld();
            case IFlowCaptureOperation capture:
                Assign(new AliasKey(capture.Id), capture.Value, state);
                return default;
            case ISimpleAssignmentOperation assignment:
                Assign(assignment.Target, assignment.Value, state);
                return _closed.KeyOf(assignment.Target) is { } assigned ? state.Of(assigned) : Of(assignment.Value);
            case IDeconstructionAssignmentOperation { Value: var tuple }:
                state.Finish(Of(tuple).Tasks);
                return default;
            case IAwaitOperation awaited:
                if (!awaited.IsImplicit)
                    Background |= state.Wait(Of(awaited.Operation).Tasks);

                return default;
            case IObjectCreationOperation creation:
                return Construct(creation);
            case IPropertyReferenceOperation { Instance: { } instance } property:
                return Read(property, Of(instance), state);
            case IInvocationOperation call:
                return Call(call, state);
            case IReturnOperation { ReturnedValue: { } yielded }:
                state.Finish(Of(yielded).Tasks);
                return default;
            case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } declared } } pattern:
                state.Assign(new AliasKey(declared), Of(pattern.Value));
                return default;
            case IInvalidOperation or IDynamicInvocationOperation:
                // Nobody knows what it calls; it may wait.
                Background |= state.Wait(TasksIn(operation));
                return default;
            default:
                return TaskValue.OfTasks(TasksIn(operation));
        }
    }

    private TaskValue Of(IOperation? operation)
    {
        return operation is not null && _results.TryGetValue(operation, out var value) ? value : default;
    }

    private ulong TasksIn(IOperation operation)
    {
        var tasks = 0UL;
        foreach (var child in operation.ChildOperations)
            tasks |= Of(child).Tasks;

        return tasks;
    }

    private TaskValue Read(IOperation reference, TaskState state)
    {
        return reference is IFlowCaptureReferenceOperation capture ? state.Of(new AliasKey(capture.Id)) : _closed.KeyOf(reference) is { } key ? state.Of(key) : default;
    }

    private TaskValue CapturedBy(IMethodSymbol function, TaskState state)
    {
        var value = default(TaskValue);
        foreach (var variable in _functions.CapturedBy(function))
            value = value.Or(state.Of(new AliasKey(variable)).AsHeld());

        return value;
    }

    private void Assign(IOperation target, IOperation source, TaskState state)
    {
        while (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;

        var value = Of(source);
        switch (target)
        {
            case IDiscardOperation:
                return;
            case ILocalReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } or IFlowCaptureReferenceOperation:
                if (_closed.KeyOf(target) is { } variable)
                    Assign(variable, source, state);
                return;
            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } when _closed.KeyOf(target) is { } field:
                Assign(field, source, state);
                return;
            case IMemberReferenceOperation { Instance: { } owner } when _closed.KeyOf(owner) is { } holder:
                // new Request { Content = c }: what is set on an object, it works with.
                state.Assign(holder, state.Of(holder).Or(value.AsHeld()));
                return;
            case IArrayElementReferenceOperation { ArrayReference: var array } when _closed.KeyOf(array) is { } elements:
                state.Assign(elements, state.Of(elements).Or(value.AsHeld()));
                break;
        }

        state.Share(value.Tasks);
    }

    private void Assign(AliasKey key, IOperation source, TaskState state)
    {
        var value = Of(source);
        if (_closed.Contains(key) && value.Is == 0 && source.ConstantValue is not { HasValue: true, Value: null } && _closed.Given(key, source) is { } closable)
        {
            state.Open(closable);
            value = value with { Is = closable.Mask };
        }

        state.Assign(key, value);
        if (key.Symbol is IFieldSymbol)
            state.Share(value.Tasks);

        if (source.ConstantValue is { HasValue: true, Value: bool flag })
            state.AssignFlag(key, flag);
    }

    private TaskValue Construct(IObjectCreationOperation creation)
    {
        var value = default(TaskValue);
        foreach (var argument in creation.Arguments)
        {
            var given = Of(argument.Value);
            value = value.Or(_calls.IsKept(argument, creation) ? given.AsHeld() : TaskValue.OfTasks(given.Tasks));
        }

        return value;
    }

    private TaskValue Read(IPropertyReferenceOperation property, TaskValue instance, TaskState state)
    {
        if (TaskSources.IsOfCompletionSource(property.Property, _scope.Types) && state.Extents != 0)
            return _tasks.Begin(property, property.Property, state);

        if (instance.Tasks != 0 && AsyncScheduling.IsAwaitable(property.Instance?.Type, _scope.Types))
        {
            // Whoever asks a task how far it is knows what he does.
            state.Finish(instance.Tasks);
            return default;
        }

        var isPart = property.Type is { IsReferenceType: true, SpecialType: SpecialType.None } || SymbolEqualityComparer.Default.Equals(property.Type, _scope.Types.CancellationToken);
        return isPart ? new TaskValue(0, 0, instance.Closables, instance.Tasks) : TaskValue.OfTasks(instance.Tasks);
    }

    private TaskValue Call(IInvocationOperation call, TaskState state)
    {
        var receiver = call.TargetMethod.MethodKind == MethodKind.LocalFunction ? CapturedBy(call.TargetMethod.OriginalDefinition, state) : Of(call.Instance);
        if (ClosedVariables.IsClose(call))
        {
            if (call.IsImplicit)
                state.Close(receiver.Is, Found);
            else
                state.End(receiver.Is, Found);

            return default;
        }

        var given = receiver.Tasks;
        foreach (var argument in call.Arguments)
            given |= Of(argument.Value).Tasks;

        if (CallUses.EndsWork(call.TargetMethod))
            state.Release(receiver.Closables);

        var carried = Carry(call, receiver, given, state);
        var result = _calls.ResultOf(call, receiver, Of).Or(TaskValue.OfTasks(carried));
        return _calls.UsesOf(call, receiver, Of) is { } uses && (uses.Any || state.Extents != 0)
            ? result.Or(_tasks.Begin(call, call.TargetMethod, uses, state))
            : result;
    }

    /// <summary>What a call makes of the tasks that it is given: those that its result stands for.</summary>
    private ulong Carry(IInvocationOperation call, TaskValue receiver, ulong given, TaskState state)
    {
        if (given == 0)
            return 0;

        var types = _scope.Types;
        if (AsyncScheduling.EffectOf(call) == AsyncEffect.Blocks)
        {
            Background |= state.Wait(given);
            return 0;
        }

        if (call.TargetMethod.Name == WellKnownMemberNames.GetAwaiter || TaskSources.IsWork(call.Type, types) || AsyncScheduling.IsAwaitable(call.Type, types) || AsyncScheduling.IsGroupOfAwaitables(call.Type, types))
            return given;

        if (call.Instance is { } instance && AsyncScheduling.IsGroupOfAwaitables(instance.Type, types) && _closed.KeyOf(instance) is { } group)
        {
            state.Assign(group, receiver.Or(TaskValue.OfTasks(given)));
            if (group.Symbol is IFieldSymbol)
                state.Share(given);

            return given;
        }

        // A call that nothing is known about may wait.
        Background |= given & state.Ended;
        state.Finish(given);
        return 0;
    }
}
