using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>Arithmetic on what is known; null when nothing can be said of the result.</summary>
internal static class Arithmetic
{
    public static AbstractValue? Compute(BinaryOperatorKind kind, AbstractValue? left, AbstractValue? right)
    {
        if (left is null || right is null)
            return null;

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Constant, ValueKind.Constant) => Compute(kind, left.Number, right.Number),
            (ValueKind.Thing, ValueKind.Constant) when kind == BinaryOperatorKind.Add => AbstractValue.OfThing(left.Thing, unchecked(left.Number + right.Number)),
            (ValueKind.Thing, ValueKind.Constant) when kind == BinaryOperatorKind.Subtract => AbstractValue.OfThing(left.Thing, unchecked(left.Number - right.Number)),
            (ValueKind.Constant, ValueKind.Thing) when kind == BinaryOperatorKind.Add => AbstractValue.OfThing(right.Thing, unchecked(left.Number + right.Number)),

            // `flag | true` and `flag & false` are known whatever the flag is.
            (_, ValueKind.Constant) when kind == BinaryOperatorKind.And && right.Number == 0 => right,
            (ValueKind.Constant, _) when kind == BinaryOperatorKind.And && left.Number == 0 => left,
            _ => null,
        };
    }

    private static AbstractValue? Compute(BinaryOperatorKind kind, long left, long right)
    {
        unchecked
        {
            return kind switch
            {
                BinaryOperatorKind.Add => AbstractValue.Constant(left + right),
                BinaryOperatorKind.Subtract => AbstractValue.Constant(left - right),
                BinaryOperatorKind.Multiply => AbstractValue.Constant(left * right),
                BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => AbstractValue.Constant(left & right),
                BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => AbstractValue.Constant(left | right),
                BinaryOperatorKind.ExclusiveOr => AbstractValue.Constant(left ^ right),
                BinaryOperatorKind.LeftShift => AbstractValue.Constant(left << (int)right),
                BinaryOperatorKind.RightShift => AbstractValue.Constant(left >> (int)right),
                _ => null,
            };
        }
    }
}
