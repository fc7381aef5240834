using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Says whether a close happens on a condition that may be about who owns the value: <c>if (_ownsClient)</c>,
/// <c>if (!leaveOpen)</c>, an early return on either. Whatever is not known to be about something else may be.
/// </summary>
internal sealed class CloseConditions
{
    private readonly OriginReader _origins;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public CloseConditions(OriginReader origins, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _origins = origins;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    public bool MayBeAboutOwnership(CloseSite site)
    {
        var closed = _origins.PlaceOf(site.Value);
        for (IOperation inner = site.Operation; inner.Parent is { } outer; inner = outer)
        {
            var isOnCondition = outer switch
            {
                IConditionalOperation choice => choice.Condition != inner && MayDecide(choice.Condition, closed),
                ISwitchCaseOperation or ISwitchExpressionArmOperation or ICatchClauseOperation => true,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
                    both.RightOperand == inner && MayDecide(both.LeftOperand, closed),
                IAnonymousFunctionOperation or ILocalFunctionOperation => site.Form != CloseForm.Scope,
                IBlockOperation block => MayLeaveBefore(block, inner, closed),
                _ => false,
            };
            if (isOnCondition)
                return true;

            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return false;
    }

    /// <summary>True when an earlier statement of the block may leave it on such a condition.</summary>
    private bool MayLeaveBefore(IBlockOperation block, IOperation statement, ISymbol? closed)
    {
        foreach (var earlier in block.Operations)
        {
            if (earlier == statement)
                return false;

            if (earlier is ILocalFunctionOperation)
                continue;

            foreach (var operation in OperationOrder.ChildrenFirst(earlier))
            {
                if (operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.GoTo } && IsOnCondition(operation, block, closed))
                    return true;
            }
        }

        return false;
    }

    private bool IsOnCondition(IOperation jump, IBlockOperation block, ISymbol? closed)
    {
        for (var inner = jump; inner.Parent is { } outer && outer != block; inner = outer)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                case IConditionalOperation choice when choice.Condition != inner && MayDecide(choice.Condition, closed):
                case ISwitchCaseOperation:
                    return true;
            }
        }

        return false;
    }

    private bool MayDecide(IOperation condition, ISymbol? closed)
    {
        var pending = new Stack<IOperation>();
        pending.Push(condition);
        while (pending.Count > 0)
        {
            var term = PlainValue.Of(pending.Pop());
            switch (term)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    pending.Push(not.Operand);
                    break;

                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And or BinaryOperatorKind.Or } both:
                    pending.Push(both.LeftOperand);
                    pending.Push(both.RightOperand);
                    break;

                default:
                    if (!IsAboutSomethingElse(term, closed))
                        return true;
                    break;
            }
        }

        return false;
    }

    private bool IsAboutSomethingElse(IOperation term, ISymbol? closed)
    {
        if (term.ConstantValue.HasValue)
            return true;

        return term switch
        {
            IIsPatternOperation isPattern => IsOf(isPattern.Value, closed) || IsState(isPattern.Value),
            IIsTypeOperation isType => IsOf(isType.ValueOperand, closed),
            IBinaryOperation comparison => IsComparison(comparison, closed),
            IInvocationOperation call => IsStateCall(call),
            _ => IsState(term),
        };
    }

    private bool IsComparison(IBinaryOperation comparison, ISymbol? closed)
    {
        var (left, right) = (comparison.LeftOperand, comparison.RightOperand);
        if (IsNull(right) || IsNull(left))
            return IsOf(IsNull(right) ? left : right, closed);

        if (IsState(left) || IsState(right) || IsCount(left) || IsCount(right))
            return true;

        return PlainValue.Of(left) is IInvocationOperation first && IsStateCall(first) || PlainValue.Of(right) is IInvocationOperation second && IsStateCall(second);
    }

    /// <summary>Nobody says with a number or a text whose a value is.</summary>
    private static bool IsCount(IOperation operand)
    {
        return PlainValue.Of(operand).Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double or SpecialType.System_String or SpecialType.System_DateTime };
    }

    private static bool IsNull(IOperation operand)
    {
        return PlainValue.Of(operand).ConstantValue is { HasValue: true, Value: null };
    }

    /// <summary>A test of what is closed says whether there is something to close.</summary>
    private bool IsOf(IOperation operand, ISymbol? closed)
    {
        return closed is not null && SymbolEqualityComparer.Default.Equals(_origins.PlaceOf(operand), closed);
    }

    /// <summary>A state that changes while the object lives: closed or not, started or not. Who owns a value stays as it is.</summary>
    private bool IsState(IOperation operand)
    {
        operand = PlainValue.Of(operand);
        return operand switch
        {
            IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Boolean, ContainingSymbol: IMethodSymbol method } } => IsDisposeOfPattern(method),
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } member => _scope.Borrowed.ChangesLater(member.Member, _cancellationToken),
            _ => false,
        };
    }

    private bool IsDisposeOfPattern(IMethodSymbol method)
    {
        return method.Name == "Dispose" && method.Parameters.Length == 1 && CloseMembers.IsEntry(method, _scope.Types);
    }

    /// <summary><c>Interlocked.Exchange(ref _disposed, 1)</c>, <c>TryMarkDisposed()</c></summary>
    private bool IsStateCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, _scope.Types.Interlocked) || SymbolEqualityComparer.Default.Equals(method.ContainingType, _scope.Types.Volatile))
            return true;

        return call.Instance is IInstanceReferenceOperation
            && method.Parameters.IsEmpty
            && _scope.Bodies.TryGet(method, _cancellationToken) is { } body
            && OperationOrder.Any(body.Root, WritesMember);
    }

    private static bool WritesMember(IOperation operation)
    {
        return operation is IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } }
            or IArgumentOperation { Parameter.RefKind: RefKind.Ref, Value: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } };
    }
}
