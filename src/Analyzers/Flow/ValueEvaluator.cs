using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Evaluates operations of one function's graph as far as what is known of its variables allows.</summary>
internal sealed class ValueEvaluator
{
    // Deeper expressions than anyone writes are left unknown, so that code cannot drive the recursion.
    private const int MaxDepth = 48;

    private readonly FunctionBody _body;
    private readonly INamedTypeSymbol? _thisType;

    public ValueEvaluator(FunctionBody body, INamedTypeSymbol? thisType)
    {
        _body = body;
        _thisType = thisType;
    }

    public KnownValue? Evaluate(IOperation? operation, KnownValues known)
    {
        return Evaluate(operation, known, MaxDepth);
    }

    /// <summary>What is known after an operation of a block has run.</summary>
    public KnownValues After(IOperation statement, KnownValues known)
    {
        foreach (var operation in statement.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation assignment:
                    known = Set(known, assignment.Target, Evaluate(assignment.Value, known));
                    break;
                case IFlowCaptureOperation capture:
                    known = known.With(capture.Id, Evaluate(capture.Value, known));
                    break;
                case IAssignmentOperation assignment:
                    known = ForgetAll(known, assignment.Target);
                    break;
                case IIncrementOrDecrementOperation increment:
                    known = Set(known, increment.Target, null);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    known = ForgetAll(known, argument.Value);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                    known = known.With(declared, null);
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                    known = known.With(declared, null);
                    break;
            }
        }

        return known;
    }

    private KnownValues ForgetAll(KnownValues known, IOperation target)
    {
        foreach (var operation in target.DescendantsAndSelf())
            known = Set(known, operation, null);

        return known;
    }

    private KnownValues Set(KnownValues known, IOperation target, KnownValue? value)
    {
        // What a field holds is anybody's to change.
        if (_body.Values.VariableOf(target) is not { } variable || variable is IFieldSymbol)
            return known;

        return known.With(variable, _body.Assigned.ChangesUnseen(variable) ? null : value);
    }

    private KnownValue? Evaluate(IOperation? operation, KnownValues known, int depth)
    {
        if (operation is null || depth == 0)
            return null;

        if (operation.ConstantValue is { HasValue: true, Value: var constant })
            return KnownValue.Constant(constant);

        depth--;
        return operation switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => _thisType is null ? null : KnownValue.This(_thisType),
            IParameterReferenceOperation parameter => known[parameter.Parameter],
            ILocalReferenceOperation local => known[local.Local],
            IFlowCaptureReferenceOperation capture => known[capture.Id],
            ISimpleAssignmentOperation assignment => Evaluate(assignment.Value, known, depth),
            IConversionOperation conversion => Convert(conversion, Evaluate(conversion.Operand, known, depth)),
            IDelegateCreationOperation creation => Evaluate(creation.Target, known, depth),
            IFlowAnonymousFunctionOperation lambda => Function(lambda.Symbol, lambda, null, known),
            IMethodReferenceOperation method => Function(method.Method, null, Evaluate(method.Instance, known, depth), known),
            IIsNullOperation isNull => Evaluate(isNull.Operand, known, depth) is { } value ? KnownValue.Constant(value.IsNull) : null,
            IIsPatternOperation pattern => Boolean(Matches(pattern.Pattern, Evaluate(pattern.Value, known, depth), depth)),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Boolean(!Evaluate(not.Operand, known, depth)?.AsBoolean),
            IBinaryOperation { OperatorMethod: null } binary => Combine(binary.OperatorKind, Evaluate(binary.LeftOperand, known, depth), Evaluate(binary.RightOperand, known, depth)),
            IDefaultValueOperation { Type.IsReferenceType: true } => KnownValue.Null,
            _ => null,
        };
    }

    private KnownValue Function(IMethodSymbol method, IFlowAnonymousFunctionOperation? lambda, KnownValue? receiver, KnownValues known)
    {
        if (method.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
            return KnownValue.Of(new FunctionValue(method, lambda, _body, receiver, KnownValues.None));

        // It may run later, so that only what never changes is still known then.
        var self = _thisType is null ? (KnownValue?)null : KnownValue.This(_thisType);
        return KnownValue.Of(new FunctionValue(method, lambda, _body, self, known.OnlySymbols(_body.Assigned.IsNeverAssigned)));
    }

    private static KnownValue? Boolean(bool? value)
    {
        return value is { } known ? KnownValue.Constant(known) : null;
    }

    private static KnownValue? Convert(IConversionOperation conversion, KnownValue? operand)
    {
        if (operand is not { } value || conversion.OperatorMethod is not null || conversion.Type is not { } type)
            return null;

        if (!value.IsConstant || value.IsNull)
            return type.IsValueType && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T ? null : value;

        // A number that changes its type becomes another constant; nobody decides a close by one.
        var kind = conversion.Conversion;
        var keepsConstant = kind.IsIdentity || kind.IsReference || (kind.IsNullable ? value.AsBoolean is not null : !kind.IsNumeric);
        return keepsConstant ? value : null;
    }

    private static KnownValue? Combine(BinaryOperatorKind kind, KnownValue? left, KnownValue? right)
    {
        switch (kind)
        {
            case BinaryOperatorKind.And when left?.AsBoolean == false || right?.AsBoolean == false:
                return KnownValue.False;
            case BinaryOperatorKind.Or when left?.AsBoolean == true || right?.AsBoolean == true:
                return KnownValue.True;
        }

        if (left is not { } first || right is not { } second)
            return null;

        switch (kind)
        {
            case BinaryOperatorKind.Equals:
                return Boolean(AreEqual(first, second));
            case BinaryOperatorKind.NotEquals:
                return Boolean(!AreEqual(first, second));
            case BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr
                when first.AsBoolean is { } one && second.AsBoolean is { } other:
                return KnownValue.Constant(kind == BinaryOperatorKind.ExclusiveOr ? one != other : kind == BinaryOperatorKind.And);
            default:
                return Boolean(Compare(kind, first.ConstantValue, second.ConstantValue));
        }
    }

    private static bool? AreEqual(KnownValue left, KnownValue right)
    {
        if (left.IsConstant && right.IsConstant)
            return Equals(left.ConstantValue, right.ConstantValue);

        return left.IsNull || right.IsNull ? false : null;
    }

    private static bool? Compare(BinaryOperatorKind kind, object? left, object? right)
    {
        if (left is not IComparable comparable || right is null || left.GetType() != right.GetType() || left is string or float or double)
            return null;

        var order = comparable.CompareTo(right);
        return kind switch
        {
            BinaryOperatorKind.LessThan => order < 0,
            BinaryOperatorKind.LessThanOrEqual => order <= 0,
            BinaryOperatorKind.GreaterThan => order > 0,
            BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
            _ => null,
        };
    }

    private static bool? Matches(IPatternOperation pattern, KnownValue? tested, int depth)
    {
        if (depth == 0)
            return null;

        switch (pattern)
        {
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return true;
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, tested, depth - 1);
            case IBinaryPatternOperation binary:
                var left = Matches(binary.LeftPattern, tested, depth - 1);
                var right = Matches(binary.RightPattern, tested, depth - 1);
                var decides = binary.OperatorKind == BinaryOperatorKind.Or;
                return left == decides || right == decides ? decides : left is null || right is null ? null : !decides;
        }

        if (tested is not { } value)
            return null;

        return pattern switch
        {
            IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } } => AreEqual(value, KnownValue.Constant(constant)),
            IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: var bound } } relational => Compare(relational.OperatorKind, value.ConstantValue, bound),
            ITypePatternOperation or IDeclarationPatternOperation or IRecursivePatternOperation when value.IsNull => false,
            _ => null,
        };
    }
}
