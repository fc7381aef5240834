using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// Counts that others read: static ones, and those of another object that the instance holds. To count one close twice is
/// work that is felt; what an instance counts for itself is its state.
/// </summary>
internal sealed class SharedCounts
{
    private readonly Places _places;
    private readonly SimulatedCode _code;

    public SharedCounts(Places places, SimulatedCode code)
    {
        _places = places;
        _code = code;
    }

    /// <summary>The work that <c>s_open--</c>, <c>_owner.Open -= 1</c> and the like are; null for any other update.</summary>
    public WorkItem? Of(SimulationState state, Frame frame, IOperation update, IOperation target, BinaryOperatorKind kind, AbstractValue? operand)
    {
        if (kind is not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract) || operand is not { Kind: ValueKind.Constant })
            return null;

        var isDown = kind == BinaryOperatorKind.Subtract == operand.Number > 0;
        return _places.Of(state, frame, target) is { Key: ISymbol member } slot && IsShared(slot, isDown)
            ? new WorkItem(update, NameOf(slot, member), new Effect(EffectKind.Unsafe, "which counts one close twice"))
            : null;
    }

    /// <summary>The same for the methods of Interlocked.</summary>
    public WorkItem? Of(SimulationState state, Frame frame, IInvocationOperation atomic)
    {
        if (!SymbolEqualityComparer.Default.Equals(atomic.TargetMethod.ContainingType, _code.Scope.Types.Interlocked)
            || AtomicSemantics.Argument(atomic, 0) is not { } target)
        {
            return null;
        }

        return atomic.TargetMethod.Name switch
        {
            "Increment" => Of(state, frame, atomic, target, BinaryOperatorKind.Add, AbstractValue.True),
            "Decrement" => Of(state, frame, atomic, target, BinaryOperatorKind.Subtract, AbstractValue.True),
            "Add" => Of(state, frame, atomic, target, BinaryOperatorKind.Add, frame.ValueOf(AtomicSemantics.Argument(atomic, 1))),
            _ => null,
        };
    }

    /// <summary>What goes up in another object may be a version; what goes down counts what is there.</summary>
    private bool IsShared(Slot slot, bool isDown)
    {
        return slot.Owner == Slot.Statics || (isDown && !slot.IsLocal && slot.Owner != AbstractValue.ThisThing && !_code.Values.IsGotHere(slot.Owner));
    }

    private string NameOf(Slot slot, ISymbol member)
    {
        return slot.Owner != Slot.Statics && _code.Values.MemberOf(slot.Owner) is { } owner ? owner.Name + "." + member.Name : member.Name;
    }
}
