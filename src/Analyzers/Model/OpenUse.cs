using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Tells a use of a value that neither closes it nor lets it out from every other. It reads no body and infers no contract:
/// the kinds of types and the contracts themselves rest on it.
/// </summary>
internal static class OpenUse
{
    public static bool LeavesOpen(IOperation value, AnalysisScope scope)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IInvocationOperation call => call.Instance == value && !CloseCalls.IsClose(call.TargetMethod),
            IConditionalAccessOperation access => access.Operation == value && LeavesOpen(access),
            IMethodReferenceOperation method => !CloseCalls.IsClose(method.Method),
            IMemberReferenceOperation => true,
            IArgumentOperation argument => IsOnlyUsed(argument, scope),
            IAssignmentOperation { Parent: IExpressionStatementOperation } assignment => assignment.Target == value,
            IBinaryOperation or INameOfOperation => true,
            IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
            _ => false,
        };
    }

    private static bool LeavesOpen(IConditionalAccessOperation access)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(access.WhenNotNull))
        {
            if (operation is not IConditionalAccessInstanceOperation instance)
                continue;

            var isUsed = instance.Parent is IInvocationOperation call
                ? call.Instance == instance && !CloseCalls.IsClose(call.TargetMethod)
                : instance.Parent is IMemberReferenceOperation and not IMethodReferenceOperation;
            if (!isUsed)
                return false;
        }

        return true;
    }

    private static bool IsOnlyUsed(IArgumentOperation argument, AnalysisScope scope)
    {
        return argument is { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call }
            && scope.Contracts.ToldOf(call.TargetMethod)?.FateOf(parameter.Ordinal) == ArgumentFate.Used;
    }
}
