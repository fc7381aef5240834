using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Finds the slots that operations speak of, and reads them.</summary>
internal sealed class Places
{
    private readonly SimulatedCode _code;

    public Places(SimulatedCode code)
    {
        _code = code;
    }

    /// <summary>The slot of something that can be assigned to; null when it is none that the simulation keeps.</summary>
    public Slot? Of(SimulationState state, Frame frame, IOperation? operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation field:
                return OwnerOf(state, frame, field.Instance, field.Field) is { } owner ? Slot.OfMember(owner, field.Field) : null;

            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property when !_code.HasAccessorBody(property.Property):
                return OwnerOf(state, frame, property.Instance, property.Property) is { } holder ? Slot.OfMember(holder, property.Property) : null;

            case IEventReferenceOperation { Event: { } @event } reference:
                return OwnerOf(state, frame, reference.Instance, @event) is { } source ? Slot.OfMember(source, @event) : null;

            case ILocalReferenceOperation local:
                return Follow(state, OfVariable(state, frame, local.Local));

            case IParameterReferenceOperation parameter:
                return Follow(state, OfParameter(state, frame, parameter.Parameter));

            case IFlowCaptureReferenceOperation capture:
                return state.Get(Slot.OfFrame(frame.Id, (capture.Id, "place"))) is { Kind: ValueKind.Reference } captured ? captured.Place : null;

            case IDeclarationExpressionOperation declaration:
                return Of(state, frame, declaration.Expression);

            case IConversionOperation { OperatorMethod: null } conversion:
                return Of(state, frame, conversion.Operand);

            default:
                return null;
        }
    }

    /// <summary>What the slot holds. A member that was not read before holds something of which nothing is known.</summary>
    public AbstractValue Read(SimulationState state, Slot slot, ITypeSymbol? type, IOperation at)
    {
        if (IsMemberOfThis(slot) && state.Call > 1)
            Reconsider(state, slot, type);

        if (state.Get(slot) is { } known)
            return known.Kind == ValueKind.Reference ? Read(state, known.Place, type, at) : known;

        var value = First(state, slot, type, at);
        state.Set(slot, value);
        return value;
    }

    /// <summary>The member of the instance that a slot stands for, or is a part of.</summary>
    public ISymbol? MemberOf(Slot slot)
    {
        return IsMemberOfThis(slot) ? slot.Key as ISymbol
            : slot.IsLocal ? null
            : _code.Values.MemberOf(slot.Owner);
    }

    private static bool IsMemberOfThis(Slot slot)
    {
        return slot.Owner is AbstractValue.ThisThing or Slot.Statics && slot.Key is ISymbol;
    }

    private AbstractValue First(SimulationState state, Slot slot, ITypeSymbol? type, IOperation at)
    {
        var values = _code.Values;
        if (slot.Key is ISymbol member && _code.StartOf(member) is { } start && slot.Owner == AbstractValue.ThisThing)
            return start;

        if (slot.IsLocal || slot.Owner == Slot.Statics || !IsTouched(state, slot.Owner) || slot.Key is StateKey)
            return AbstractValue.OfThing(values.Initial(slot, type));

        // Somebody acted on the object since: what it says now is another thing, and in a second call anybody's guess.
        var changed = values.Unsure((at, state.Call), slot, type);
        if (state.Call > 1)
            values.MarkDoubtful(changed);

        return AbstractValue.OfThing(changed);
    }

    private bool IsTouched(SimulationState state, int owner)
    {
        return state.Get(new Slot(_code.Values.RootOf(owner), new StateKey(StateKind.Touched))) is not null;
    }

    /// <summary>
    /// Members that others write, and the first call does not, may have changed by the time of the second: closing a
    /// connection makes its receive loop mark it as closed.
    /// </summary>
    private void Reconsider(SimulationState state, Slot slot, ITypeSymbol? type)
    {
        var read = new Slot(slot.Owner, new StateKey(StateKind.Read, slot.Key));
        if (state.Get(read) is not null)
            return;

        state.Set(read, AbstractValue.True);
        var values = _code.Values;
        var current = state.Get(slot) is { } held ? state.Resolve(held, values) : null;
        var member = (ISymbol)slot.Key;
        if (state.Earlier.HasWritten(member) || _code.WrittenElsewhere(member) is not { } others)
            return;

        var fact = current switch
        {
            null => ValueFact.Nothing,
            { Kind: ValueKind.Constant } => ValueFact.Nothing with { Min = current.Number, Max = current.Number },
            { Kind: ValueKind.Null } => ValueFact.Nothing with { IsNull = true },
            { Kind: ValueKind.Thing } => state.FactOf(current.Thing, values),
            _ => ValueFact.Present,
        };
        var joined = fact.Join(others);
        if (joined.Equals(fact))
            return;

        var changed = values.Unsure("written elsewhere", slot, type);
        values.MarkDoubtful(changed);
        state.Learn(changed, joined);
        state.Set(slot, AbstractValue.OfThing(changed));
    }

    private int? OwnerOf(SimulationState state, Frame frame, IOperation? instance, ISymbol member)
    {
        if (member.IsStatic)
            return Slot.Statics;

        var value = instance is null ? null : frame.ValueOf(instance);
        return value is { Kind: ValueKind.Thing } ? value.Thing : null;
    }

    /// <summary>A ref parameter or a ref local is another name of the slot that it was bound to.</summary>
    private static Slot Follow(SimulationState state, Slot slot)
    {
        return state.Get(slot) is { Kind: ValueKind.Reference } reference ? reference.Place : slot;
    }

    private static Slot OfVariable(SimulationState state, Frame frame, ISymbol variable)
    {
        var own = Slot.OfFrame(frame.Id, variable);
        if (frame.LexicalParent == 0 || state.Get(own) is not null)
            return own;

        for (var current = frame; current is { LexicalParent: not 0 };)
        {
            var outer = Slot.OfFrame(current.LexicalParent, variable);
            if (state.Get(outer) is not null)
                return outer;

            var parent = current.LexicalParent;
            current = state.Stack.FirstOrDefault(candidate => candidate.Id == parent);
        }

        return own;
    }

    private static Slot OfParameter(SimulationState state, Frame frame, IParameterSymbol parameter)
    {
        // A primary constructor's parameter lives on as a member of the instance.
        var isCaptured = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && !SymbolEqualityComparer.Default.Equals(constructor, frame.Body.Method);
        return isCaptured && frame.Instance.Kind == ValueKind.Thing
            ? new Slot(frame.Instance.Thing, parameter.OriginalDefinition)
            : OfVariable(state, frame, parameter);
    }
}
