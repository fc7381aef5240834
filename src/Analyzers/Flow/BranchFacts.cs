using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// What the outcome of a condition tells of the operand it tests: <c>x is null</c>, <c>x != null</c>, <c>x is { } y</c>,
/// <c>!flag</c>, <c>flag == false</c>. Control-flow graphs have taken <c>&amp;&amp;</c> and <c>||</c> apart already.
/// </summary>
internal readonly record struct BranchFacts(IOperation? Operand, Fact Fact, ITypeSymbol? Type = null)
{
    public static BranchFacts Of(IOperation condition, bool outcome)
    {
        while (true)
        {
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    condition = not.Operand;
                    outcome = !outcome;
                    continue;

                case IConversionOperation { OperatorMethod: null } conversion:
                    condition = conversion.Operand;
                    continue;

                case IIsNullOperation isNull:
                    return new BranchFacts(isNull.Operand, outcome ? Fact.Null : Fact.NotNull);

                case IIsPatternOperation isPattern:
                    return OfPattern(isPattern, outcome);

                case IIsTypeOperation isType:
                    return OfType(isType.ValueOperand, isType.TypeOperand, outcome != isType.IsNegated);

                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                    return OfComparison(comparison, outcome);

                case IPropertyReferenceOperation when NullableValues.TestedBy(condition) is { } nullable:
                    return new BranchFacts(nullable, outcome ? Fact.NotNull : Fact.Null);

                default:
                    return new BranchFacts(condition, outcome ? Fact.True : Fact.False);
            }
        }
    }

    private static BranchFacts OfPattern(IIsPatternOperation isPattern, bool outcome)
    {
        var pattern = isPattern.Pattern;
        while (pattern is INegatedPatternOperation negated)
        {
            pattern = negated.Pattern;
            outcome = !outcome;
        }

        return pattern switch
        {
            IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } =>
                new BranchFacts(isPattern.Value, outcome ? Fact.Null : Fact.NotNull),
            IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } } =>
                new BranchFacts(isPattern.Value, outcome == constant ? Fact.True : Fact.False),

            // A match means a value; no match of an unrestricted { } or declaration pattern means null.
            IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } =>
                new BranchFacts(isPattern.Value, outcome ? Fact.NotNull : Fact.Null),
            IDeclarationPatternOperation declaration => OfType(isPattern.Value, declaration.NarrowedType, outcome),
            ITypePatternOperation type => OfType(isPattern.Value, type.NarrowedType, outcome),
            _ => default,
        };
    }

    private static BranchFacts OfType(IOperation operand, ITypeSymbol type, bool outcome)
    {
        return outcome ? new BranchFacts(operand, Fact.NotNull) : new BranchFacts(operand, Fact.OtherType, type);
    }

    private static BranchFacts OfComparison(IBinaryOperation comparison, bool outcome)
    {
        var equal = outcome == (comparison.OperatorKind == BinaryOperatorKind.Equals);
        var (operand, constant) = comparison.RightOperand.ConstantValue.HasValue
            ? (comparison.LeftOperand, comparison.RightOperand.ConstantValue.Value)
            : comparison.LeftOperand.ConstantValue.HasValue
                ? (comparison.RightOperand, comparison.LeftOperand.ConstantValue.Value)
                : (null, null);
        return (operand, constant) switch
        {
            (null, _) => default,
            (_, null) => new BranchFacts(operand, equal ? Fact.Null : Fact.NotNull),
            (_, bool value) => new BranchFacts(operand, equal == value ? Fact.True : Fact.False),
            _ => default,
        };
    }
}
