using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>What a call that is not followed does: to the objects concerned, and as work.</summary>
internal sealed class EffectSemantics
{
    private readonly CallSimulation _simulation;
    private readonly SimulatedCode _code;
    private readonly ValueTable _values;
    private readonly CallEffects _effects;

    public EffectSemantics(CallSimulation simulation, Places places)
    {
        _simulation = simulation;
        _code = simulation.Code;
        _values = simulation.Values;
        Places = places;
        _effects = new CallEffects(simulation.Code);
    }

    public Places Places { get; }

    public Progress Execute(SimulationState state, Frame frame, IInvocationOperation invocation, AbstractValue? receiver, Effect? known)
    {
        var subject = Subject(frame, invocation, receiver);
        if (_effects.IsClose(invocation.TargetMethod) && subject is { } scope && Take(state, StateKind.Holds, scope))
        {
            state.LocksHeld--;
            return Progress.Done;
        }

        var item = _effects.Of(state, invocation, receiver, subject, known);
        var effect = item.Effect;
        if (effect.Enters)
            return Enter(state, frame, invocation, subject, item);

        if (effect.Kind == EffectKind.Unknown && UsingScope.IsTakenBy(invocation))
            return Enter(state, frame, invocation, subject, item with { Effect = Effect.Neutral });


        if (effect.Leaves && state.LocksHeld > 0)
        {
            state.LocksHeld--;
            return Progress.Done;
        }

        if (Tests(invocation, effect))
            effect = effect with { Kind = EffectKind.Neutral };

        if (Work(state, item with { Effect = effect }) == Progress.Ended)
            return Progress.Ended;

        var outcome = Outcome(state, frame, invocation, subject, effect);
        if (effect.Drains && outcome.Kind == ValueKind.Thing)
            state.Set(new Slot(outcome.Thing, new StateKey(StateKind.Drained)), AbstractValue.True);

        Change(state, frame, invocation, subject, effect);
        frame.Set(invocation, outcome);
        return Progress.Done;
    }

    public Progress Create(SimulationState state, Frame frame, IObjectCreationOperation creation)
    {
        var types = _code.Scope.Types;
        if (creation.Arguments.Length > 0 && frame.ValueOf(creation.Arguments[0]) is { Kind: ValueKind.Task } task
            && (SymbolEqualityComparer.Default.Equals(creation.Type, types.ValueTask) || SymbolEqualityComparer.Default.Equals(creation.Type?.OriginalDefinition, types.ValueTaskOfT)))
        {
            frame.Set(creation, task);
            return Progress.Done;
        }

        // What wraps a member's value is as good as that value: to write to it is to write to what it wraps.
        int? wrapped = null;
        foreach (var argument in creation.Arguments)
        {
            if (frame.ValueOf(argument) is { Kind: ValueKind.Thing } value && value.Thing != AbstractValue.ThisThing && argument.Value.Type is { IsReferenceType: true })
                wrapped ??= value.Thing;
        }

        var thing = wrapped is { } around
            ? _values.Wrapped(creation, frame.Id, around, creation.Type)
            : _values.Created(creation, frame.Id, creation.Type);
        state.Learn(thing, ValueFact.Present);
        if (creation.Arguments.IsEmpty && creation.Initializer is null)
            state.Set(new Slot(thing, new StateKey(StateKind.Emptied)), AbstractValue.True);

        frame.Set(creation, AbstractValue.OfThing(thing));
        return Progress.Done;
    }

    /// <summary>Reading a property that cannot be read of a disposed object; null for any other.</summary>
    public Progress? Read(SimulationState state, Frame frame, IPropertyReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? null : frame.ValueOf(reference.Instance);
        if (receiver is not { Kind: ValueKind.Thing } || _code.Scope.Effects.Of(reference.Property) is not { } known)
            return null;

        if (known.ReturnsSame)
        {
            frame.Set(reference, receiver);
            return Progress.Done;
        }

        if (!known.ThrowsOnceDisposed)
            return null;

        var name = _values.MemberOf(receiver.Thing) is { } member ? member.Name + "." + reference.Property.Name : reference.Property.Name;
        var item = new WorkItem(reference, name, CallEffects.OnceDisposed(state, receiver.Thing, known)) { On = _values.IdentityOf(receiver.Thing) };
        return Work(state, item) == Progress.Ended ? Progress.Ended : null;
    }

    /// <summary>A call of a delegate whose target is known but cannot be followed.</summary>
    public Progress Call(SimulationState state, IOperation at, FunctionTarget function)
    {
        return Work(state, _effects.Of(at, function));
    }

    /// <summary>Notes that work is done; the first of it is where another call may come in.</summary>
    public Progress Work(SimulationState state, WorkItem item)
    {
        var effect = item.Effect;
        if (effect.Kind == EffectKind.Neutral && !effect.ThrowsOnceDisposed)
            return Progress.Done;

        if (effect.Kind == EffectKind.Unsafe && effect.Throws && (IsCaught(state, effect) || state.IsUnobserved))
        {
            effect = effect with { Kind = EffectKind.Safe };
            item = item with { Effect = effect };
        }

        if (effect.Kind > EffectKind.Neutral && !state.Trace.HasWorked && effect.Sets is null)
            _simulation.Open(state);

        state.Trace = state.Trace.Do(_code.NumberOf(item), item.Effect.Kind);
        if (item.Effect.Kind > EffectKind.Neutral)
            _simulation.MayThrow(state);

        if (!effect.IsThrowing)
            return Progress.Done;

        _simulation.Throw(state);
        return Progress.Ended;
    }

    /// <summary>Takes a lock: alone, as the answer to a question, or as a scope that gives it back when it is disposed.</summary>
    private Progress Enter(SimulationState state, Frame frame, IInvocationOperation invocation, int? subject, WorkItem item)
    {
        if (Work(state, item) == Progress.Ended)
            return Progress.Ended;

        if (invocation.Type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } or { SpecialType: SpecialType.System_Boolean })
        {
            frame.Set(invocation, Doubtful(state, frame, invocation, from: null));
            return Progress.Done;
        }

        state.LocksHeld++;
        if (!invocation.TargetMethod.ReturnsVoid)
        {
            var scope = Doubtful(state, frame, invocation, subject == AbstractValue.ThisThing ? null : subject);
            state.Set(new Slot(scope.Thing, new StateKey(StateKind.Holds)), AbstractValue.True);
            frame.Set(invocation, scope);
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Boolean } && Places.Of(state, frame, argument.Value) is { } taken)
                state.Set(taken, AbstractValue.True);
        }

        return Progress.Done;
    }

    private static bool Take(SimulationState state, StateKind kind, int thing)
    {
        var slot = new Slot(thing, new StateKey(kind));
        if (state.Get(slot) is null)
            return false;

        state.Forget(candidate => candidate == slot);
        return true;
    }

    /// <summary>The object that a call acts on: its receiver, or what it is given first.</summary>
    private static int? Subject(Frame frame, IInvocationOperation invocation, AbstractValue? receiver)
    {
        if (receiver is { Kind: ValueKind.Thing })
            return receiver.Thing;

        foreach (var argument in invocation.Arguments)
        {
            if (frame.ValueOf(argument) is { Kind: ValueKind.Thing } value && value.Thing != AbstractValue.ThisThing)
                return value.Thing;
        }

        return null;
    }

    /// <summary>A call whose answer somebody looks at is a question, even when it also acts: TryRemove, Add, TrySetResult.</summary>
    private static bool Tests(IInvocationOperation invocation, Effect effect)
    {
        return effect.Kind is EffectKind.Safe or EffectKind.Unknown
            && invocation.Type?.SpecialType == SpecialType.System_Boolean
            && invocation.Parent is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation });
    }

    private AbstractValue Outcome(SimulationState state, Frame frame, IInvocationOperation invocation, int? subject, Effect effect)
    {
        if (effect.Iterates && subject is { } enumerator && state.Get(new Slot(enumerator, new StateKey(StateKind.Drained))) is null)
        {
            if (state.Get(new Slot(enumerator, new StateKey(StateKind.Emptied))) is not null)
                return AbstractValue.False;

            var next = _values.Made(invocation, frame.Id, from: null, invocation.Type);
            state.Unlearn(next);
            return AbstractValue.OfThing(next);
        }

        if (effect.IsFresh || (effect.Empties && invocation.TargetMethod.IsStatic))
            return Created(state, frame, invocation, effect);

        return Doubtful(state, frame, invocation, subject == AbstractValue.ThisThing ? null : subject);
    }

    private AbstractValue Created(SimulationState state, Frame frame, IInvocationOperation invocation, Effect effect)
    {
        var thing = _values.Created(invocation, frame.Id, invocation.Type);
        state.Unlearn(thing);
        if (effect.Empties)
            state.Set(new Slot(thing, new StateKey(StateKind.Emptied)), AbstractValue.True);

        return AbstractValue.OfThing(thing);
    }

    private AbstractValue Doubtful(SimulationState state, Frame frame, IInvocationOperation invocation, int? from)
    {
        var thing = _values.Made(invocation, frame.Id, from, invocation.Type);
        state.Unlearn(thing);
        if (invocation.Type?.DerivesFrom(_code.Scope.Types.Task) == true)
            state.Learn(thing, ValueFact.Present);

        if (state.Call > 1)
            _values.MarkDoubtful(thing);

        if (from is { } source)
        {
            HandOn(state, StateKind.Emptied, source, thing);
            HandOn(state, StateKind.Drained, source, thing);
        }

        return AbstractValue.OfThing(thing);
    }

    /// <summary>What is got from an empty collection is empty; what is got from a queue empties it.</summary>
    private static void HandOn(SimulationState state, StateKind kind, int from, int to)
    {
        if (state.Get(new Slot(from, new StateKey(kind))) is not null)
            state.Set(new Slot(to, new StateKey(kind)), AbstractValue.True);
    }

    private void Change(SimulationState state, Frame frame, IInvocationOperation invocation, int? subject, Effect effect)
    {
        if (subject is { } thing)
        {
            if (effect.Disposes)
                state.Set(new Slot(thing, new StateKey(StateKind.Released)), AbstractValue.True);

            if (effect.Empties)
                state.Set(new Slot(thing, new StateKey(StateKind.Emptied)), AbstractValue.True);

            if (effect.Sets is { } property && SimulatedCode.ExactProperty(invocation.TargetMethod, property) is { } set)
            {
                state.Set(new Slot(thing, new StateKey(StateKind.Exact, set)), AbstractValue.True);
                MemberAccess.Note(state, set, AbstractValue.True, invocation, isAtomic: false);
            }

            if (effect.Kind > EffectKind.Neutral || effect.Changes)
                Touch(state, _values.RootOf(thing));
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && Places.Of(state, frame, argument.Value) is { } place)
                MemberAccess.WriteTo(state, Places, _values, place, Given(state, frame, place, argument, subject), invocation, isAtomic: false);
            else if (effect.Kind > EffectKind.Neutral && frame.ValueOf(argument) is { Kind: ValueKind.Thing } value && value.Thing != AbstractValue.ThisThing)
                Touch(state, _values.RootOf(value.Thing));
        }
    }

    /// <summary>What an out or ref argument holds after the call.</summary>
    private AbstractValue Given(SimulationState state, Frame frame, Slot place, IArgumentOperation argument, int? subject)
    {
        var thing = place.IsLocal && subject is { } source && source != AbstractValue.ThisThing
            ? _values.Made(argument, frame.Id, source, argument.Value.Type)
            : _values.Unsure((argument, state.Call), place, argument.Value.Type);
        state.Unlearn(thing);
        if (state.Call > 1)
            _values.MarkDoubtful(thing);

        return AbstractValue.OfThing(thing);
    }

    /// <summary>What was read from an object that is acted on may no longer hold.</summary>
    private void Touch(SimulationState state, int root)
    {
        state.Set(new Slot(root, new StateKey(StateKind.Touched)), AbstractValue.True);
        if (root == AbstractValue.ThisThing)
            state.Forget(slot => slot.Owner == root && slot.Key is ISymbol member && SimulatedCode.IsForeign(member));
        else
            state.Forget(slot => slot.Owner > 0 && slot.Owner != Slot.Statics && slot.Key is ISymbol && _values.RootOf(slot.Owner) == root);
    }

    private bool IsCaught(SimulationState state, Effect effect)
    {
        var exception = effect.Exception is { } id
            ? DocumentationCommentId.GetFirstSymbolForDeclarationId(id, _code.Scope.Compilation) as ITypeSymbol
            : _code.Scope.Types.ObjectDisposedException;
        if (exception is null)
            return false;

        for (var i = state.Stack.Count - 1; i >= 0; i--)
        {
            if (state.Stack[i].Body.Catches(state.Stack[i].Block, exception))
                return true;
        }

        return false;
    }
}
