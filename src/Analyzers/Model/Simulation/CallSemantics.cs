using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>What calls do: those that can be followed are entered, of the others the effect is looked up.</summary>
internal sealed class CallSemantics
{
    private readonly CallSimulation _simulation;
    private readonly SimulatedCode _code;
    private readonly MemberAccess _members;
    private readonly Conditions _conditions;
    private readonly AwaitSemantics _awaits;
    private readonly AtomicSemantics _atomics;
    private readonly CallTargets _targets;
    private readonly EffectSemantics _effects;
    private readonly SharedCounts _counts;

    public CallSemantics(CallSimulation simulation, Places places, MemberAccess members, Conditions conditions, AwaitSemantics awaits, SharedCounts counts)
    {
        _simulation = simulation;
        _code = simulation.Code;
        _members = members;
        _conditions = conditions;
        _awaits = awaits;
        _atomics = new AtomicSemantics(simulation, places, conditions);
        _targets = new CallTargets(simulation.Code);
        _effects = new EffectSemantics(simulation, places);
        _counts = counts;
    }

    public Progress Execute(SimulationState state, Frame frame, IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var receiver = invocation.Instance is null ? null : frame.ValueOf(invocation.Instance);
        if (receiver is not null)
            receiver = state.Resolve(receiver, _code.Values);

        if (receiver is { Kind: ValueKind.Null } && invocation.Instance?.Type is { IsReferenceType: true })
        {
            _simulation.Throw(state);
            return Progress.Ended;
        }

        if (_counts.Of(state, frame, invocation) is { } counted)
            Work(state, counted);

        if (_atomics.TryExecute(state, frame, invocation) is { } paths)
            return GoOn(state, frame, invocation, paths);

        if (IsConditionalThrow(method) && invocation.Arguments.Length > 0)
            return ThrowIf(state, frame, invocation);

        var effect = _code.Scope.Effects.Of(method);
        if (effect is { ReturnsSame: true } && Same(frame, invocation, receiver) is { } same)
        {
            frame.Set(invocation, same);
            return Progress.Done;
        }

        if (method.Name is "GetResult" or "Wait" && _awaits.TryBlock(state, frame, invocation, receiver) is { } blocked)
            return blocked;

        if (IsOf(method, _code.Scope.Types.Task) && method.Name == "FromResult")
        {
            frame.Set(invocation, AbstractValue.CompletedTask(frame.ValueOf(invocation.Arguments[0])));
            return Progress.Done;
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && receiver?.Target is { } function)
            return EnterFunction(state, frame, invocation, function);

        if (_targets.Find(state, frame, invocation, receiver) is { } target)
            return Enter(state, frame, invocation, target, receiver);

        var progress = _effects.Execute(state, frame, invocation, receiver, effect);
        return progress == Progress.Done && Delegate(frame, invocation, effect) is { } run
            ? EnterFunction(state, frame, invocation, run)
            : progress;
    }

    public Progress? Read(SimulationState state, Frame frame, IPropertyReferenceOperation reference)
    {
        return _effects.Read(state, frame, reference);
    }

    public Progress Execute(SimulationState state, Frame frame, IObjectCreationOperation creation)
    {
        return _effects.Create(state, frame, creation);
    }

    /// <summary>A call of which not even the target is known.</summary>
    public Progress ExecuteUnknown(SimulationState state, IOperation operation)
    {
        return _effects.Work(state, new WorkItem(operation, operation.Syntax.ToString(), Effect.Unknown));
    }

    public void Work(SimulationState state, WorkItem item)
    {
        _effects.Work(state, item);
    }

    /// <summary>A delegate that the callee is known to run, or that an unknown callee may.</summary>
    private static FunctionTarget? Delegate(Frame frame, IInvocationOperation invocation, Effect? effect)
    {
        if (effect is not ({ Runs: true } or null))
            return null;

        foreach (var argument in invocation.Arguments)
        {
            if (frame.ValueOf(argument) is { Target: { } function })
                return function;
        }

        return null;
    }

    private static AbstractValue? Same(Frame frame, IInvocationOperation invocation, AbstractValue? receiver)
    {
        if (receiver is not null)
            return receiver;

        return invocation.Arguments.IsEmpty ? null : frame.ValueOf(invocation.Arguments[0]);
    }

    private bool IsConditionalThrow(IMethodSymbol method)
    {
        return method.IsStatic && method.Name == "ThrowIf" && IsOf(method, _code.Scope.Types.ObjectDisposedException);
    }

    private static bool IsOf(IMethodSymbol method, INamedTypeSymbol? type)
    {
        return type is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
    }

    private Progress ThrowIf(SimulationState state, Frame frame, IInvocationOperation invocation)
    {
        var condition = frame.ValueOf(invocation.Arguments[0]);
        var going = new List<SimulationState>();
        foreach (var (path, throws) in _conditions.Truths(state, invocation, condition))
        {
            if (condition?.Source is { } reading)
                path.Trace = path.Trace.Test(reading);

            if (throws)
                _simulation.Throw(path);
            else
                going.Add(path);
        }

        return GoOn(state, frame, invocation, going);
    }

    private Progress GoOn(SimulationState state, Frame frame, IOperation operation, List<SimulationState> paths)
    {
        _ = (frame, operation);
        if (paths.Count == 1 && ReferenceEquals(paths[0], state))
            return Progress.Done;

        foreach (var path in paths)
        {
            path.Top.Index++;
            _simulation.Park(path);
        }

        return Progress.Ended;
    }

    private Progress Enter(SimulationState state, Frame frame, IInvocationOperation invocation, CallTarget target, AbstractValue? receiver)
    {
        var arguments = new List<(IParameterSymbol, AbstractValue?)>();
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { } parameter || parameter.Ordinal >= target.Body.Method.Parameters.Length)
                continue;

            var value = parameter.RefKind is RefKind.Ref or RefKind.Out && _effects.Places.Of(state, frame, argument.Value) is { } place
                ? AbstractValue.ReferenceTo(place)
                : frame.ValueOf(argument);
            arguments.Add((target.Body.Method.Parameters[parameter.Ordinal], value));
        }

        _members.Enter(state, frame, invocation, target.Body, target.IsLexical ? frame.Instance : receiver, lexicalParent: target.IsLexical ? frame.Id : 0);
        foreach (var (parameter, value) in arguments)
            MemberAccess.Bind(state, parameter, value);

        if (!target.IsLexical && receiver is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing })
            _simulation.NoteCall(state, invocation);

        return Progress.Moved;
    }

    private Progress EnterFunction(SimulationState state, Frame frame, IInvocationOperation invocation, FunctionTarget function)
    {
        if (_targets.BodyOf(function) is not { } body)
            return _effects.Call(state, invocation, function);

        if (!MemberAccess.CanEnter(state, body.Method, function.Instance))
            return Progress.Done;

        var isLexical = function.Lambda is not null || function.Method.MethodKind == MethodKind.LocalFunction;
        var values = new List<AbstractValue?>();
        if (invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            foreach (var argument in invocation.Arguments)
                values.Add(frame.ValueOf(argument));
        }

        _members.Enter(state, frame, invocation, body, function.Instance, lexicalParent: isLexical ? function.Frame : 0);
        for (var i = 0; i < values.Count && i < body.Method.Parameters.Length; i++)
            MemberAccess.Bind(state, body.Method.Parameters[i], values[i]);

        return Progress.Moved;
    }
}
