using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Reads and writes members: fields, properties, events, of the instance and of what it holds.</summary>
internal sealed class MemberAccess
{
    private readonly CallSimulation _simulation;
    private readonly SimulatedCode _code;
    private readonly Places _places;

    public MemberAccess(CallSimulation simulation, Places places)
    {
        _simulation = simulation;
        _code = simulation.Code;
        _places = places;
    }

    /// <summary>The value together with where it was read, when that is a state which a guard could test.</summary>
    public AbstractValue Sourced(AbstractValue value, Slot slot, IOperation at)
    {
        return slot.IsLocal || _places.MemberOf(slot) is not { } member ? value : value with { Source = new Reading(member, at, IsInner: false) };
    }

    public AbstractValue? Read(SimulationState state, Frame frame, IOperation reference)
    {
        if (_places.Of(state, frame, reference) is not { } slot)
            return null;

        var value = _places.Read(state, slot, reference.Type, reference);
        if (reference is IFieldReferenceOperation { Field.IsStatic: true } constant)
            NoteEmpty(state, constant.Field, value);

        return Sourced(value, slot, reference);
    }

    public Progress Get(SimulationState state, Frame frame, IPropertyReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? null : frame.ValueOf(reference.Instance);
        if (receiver is { Kind: ValueKind.Task })
        {
            // `.Result` of a simulated call.
            if (receiver.Result is { } result)
                frame.Set(reference, result);

            return Progress.Done;
        }

        var property = receiver is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing } && !IsBaseAccess(reference.Instance)
            ? _code.Dispatch(reference.Property)
            : reference.Property;
        if (property.GetMethod is { } getter && receiver is not { Kind: ValueKind.Null } && _code.BodyOf(getter) is { } body && CanEnter(state, getter, receiver))
        {
            Enter(state, frame, reference, body, receiver);
            for (var i = 0; i < reference.Arguments.Length && i < body.Method.Parameters.Length; i++)
                Bind(state, body.Method.Parameters[i], frame.ValueOf(reference.Arguments[i]));

            return Progress.Moved;
        }

        if (receiver is { Kind: ValueKind.Thing })
            frame.Set(reference, ReadInner(state, reference, property, receiver.Thing));
        else if (property.IsStatic)
            frame.Set(reference, ReadStatic(state, reference, property));

        return Progress.Done;
    }

    private AbstractValue ReadStatic(SimulationState state, IPropertyReferenceOperation reference, IPropertySymbol property)
    {
        var types = _code.Scope.Types;
        var container = property.ContainingType;
        if (property.Name == "CompletedTask" && (SymbolEqualityComparer.Default.Equals(container, types.Task) || SymbolEqualityComparer.Default.Equals(container, types.ValueTask)))
            return AbstractValue.CompletedTask(null);

        var value = _places.Read(state, Slot.OfMember(Slot.Statics, property), reference.Type, reference);
        NoteEmpty(state, property, value);
        return value;
    }

    /// <summary>The empty collection that a library keeps for everybody has no element.</summary>
    private void NoteEmpty(SimulationState state, ISymbol member, AbstractValue value)
    {
        if (value.Kind == ValueKind.Thing && _code.Scope.Effects.Of(member) is { Empties: true })
            state.Set(new Slot(value.Thing, new StateKey(StateKind.Emptied)), AbstractValue.True);
    }

    /// <summary>Calls the setter, when the property has one that can be followed.</summary>
    public bool TryCallSetter(SimulationState state, Frame frame, IOperation assignment, IPropertyReferenceOperation target, AbstractValue? value)
    {
        var receiver = target.Instance is null ? null : frame.ValueOf(target.Instance);
        var property = receiver is { Kind: ValueKind.Thing, Thing: AbstractValue.ThisThing } ? _code.Dispatch(target.Property) : target.Property;
        if (property.SetMethod is not { } setter || _code.BodyOf(setter) is not { } body || !CanEnter(state, setter, receiver))
            return false;

        Enter(state, frame, assignment, body, receiver, value);
        if (value is not null)
            Bind(state, body.Method.Parameters[body.Method.Parameters.Length - 1], value);

        return true;
    }

    public void Write(SimulationState state, Frame frame, IOperation target, AbstractValue? value, IOperation at)
    {
        if (_places.Of(state, frame, target) is not { } slot)
            return;

        WriteTo(state, _places, _code.Values, slot, value ?? AbstractValue.OfThing(_code.Values.Unsure((at, state.Call), slot, target.Type)), at, isAtomic: false);
    }

    public static void WriteTo(SimulationState state, Places places, ValueTable values, Slot slot, AbstractValue value, IOperation at, bool isAtomic)
    {
        state.Set(slot, value);
        if (!slot.IsLocal && slot.Key is ISymbol && places.MemberOf(slot) is { } member)
            Note(state, member, state.Resolve(value, values), at, isAtomic);
    }

    /// <summary>Notes a write to a member, or an atomic attempt at one.</summary>
    public static void Note(SimulationState state, ISymbol member, AbstractValue value, IOperation at, bool isAtomic)
    {
        var kind = value.Kind switch
        {
            ValueKind.Constant => ClaimKind.Flag,
            ValueKind.Thing when value.Number != 0 => ClaimKind.Flag,
            ValueKind.Null => ClaimKind.NullOut,
            _ => ClaimKind.Other,
        };
        state.Trace = state.Trace.Write(new Claim(member, at, kind, state.Trace.HasWorked, state.Trace.HasWaited)
        {
            IsAtomic = isAtomic,
            IsResultIgnored = isAtomic && IsDropped(at),
            IsLocked = state.LocksHeld > 0,
        });
    }

    /// <summary>Enters the body of a call; the arguments are bound next.</summary>
    public void Enter(
        SimulationState state,
        Frame caller,
        IOperation site,
        SimulatedBody body,
        AbstractValue? instance,
        AbstractValue? resultInPlaceOfReturn = null,
        int lexicalParent = 0)
    {
        _code.Entered.Add(body.Method.OriginalDefinition);
        var id = _code.Values.FrameOf(caller.Id, (site, body.Method));
        _simulation.Call(state, new Frame(id, body, instance ?? AbstractValue.This)
        {
            LexicalParent = lexicalParent,
            ResultInPlaceOfReturn = resultInPlaceOfReturn,
        });
    }

    public static void Bind(SimulationState state, IParameterSymbol parameter, AbstractValue? value)
    {
        if (value is not null)
            state.Set(Slot.OfFrame(state.Top.Id, parameter), value);
    }

    /// <summary>False for a call that is under way already on the same instance: what it does is being simulated.</summary>
    public static bool CanEnter(SimulationState state, IMethodSymbol method, AbstractValue? instance)
    {
        foreach (var frame in state.Stack)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Body.Method.OriginalDefinition, (method.PartialImplementationPart ?? method).OriginalDefinition)
                && (instance is null || frame.Instance.SameAs(instance)))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsBaseAccess(IOperation? instance)
    {
        return instance is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax };
    }

    private AbstractValue ReadInner(SimulationState state, IPropertyReferenceOperation reference, IPropertySymbol property, int owner)
    {
        var key = new StateKey(StateKind.Exact, property.OriginalDefinition);
        if (_code.Scope.Effects.IsExact(property))
        {
            var value = _places.Read(state, new Slot(owner, key), property.Type, reference);
            return value with { Source = new Reading(property, reference, IsInner: true) };
        }

        if (state.Get(new Slot(owner, new StateKey(StateKind.Emptied))) is not null && ReadEmpty(property) is { } known)
            return known;

        var slot = Slot.OfMember(owner, property);
        return Sourced(_places.Read(state, slot, reference.Type, reference), slot, reference);
    }

    /// <summary>How many elements an empty collection says that it has.</summary>
    private static AbstractValue? ReadEmpty(IPropertySymbol property)
    {
        return (property.Name, property.Type.SpecialType) switch
        {
            ("Count" or "Length", SpecialType.System_Int32) => AbstractValue.Constant(0),
            ("IsEmpty", SpecialType.System_Boolean) => AbstractValue.True,
            _ => null,
        };
    }

    private static bool IsDropped(IOperation operation)
    {
        return operation.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}
