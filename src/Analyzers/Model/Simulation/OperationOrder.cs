using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// Lays the operations of a statement out in the order in which they are evaluated, operands first. What is assigned to,
/// or passed by reference, is a place: only what leads to it is evaluated.
/// </summary>
internal static class OperationOrder
{
    private enum Role
    {
        Value,
        Place,
        Emit,
    }

    public static void Append(IOperation root, List<IOperation> order)
    {
        // An explicit stack: code can nest expressions as deep as it likes.
        var stack = new Stack<(IOperation Operation, Role Role)>();
        stack.Push((root, Role.Value));
        while (stack.Count > 0)
        {
            var (operation, role) = stack.Pop();
            if (role == Role.Emit)
            {
                order.Add(operation);
                continue;
            }

            if (role == Role.Value)
                stack.Push((operation, Role.Emit));

            PushOperands(operation, role, stack);
        }
    }

    private static void PushOperands(IOperation operation, Role role, Stack<(IOperation Operation, Role Role)> stack)
    {
        switch (operation)
        {
            case { ConstantValue.HasValue: true }:
            case INameOfOperation:
            case ITypeOfOperation:
            case ISizeOfOperation:
                break;

            case ISimpleAssignmentOperation assignment:
                stack.Push((assignment.Value, assignment.IsRef ? Role.Place : Role.Value));
                stack.Push((assignment.Target, Role.Place));
                break;

            case ICompoundAssignmentOperation assignment:
                stack.Push((assignment.Value, Role.Value));
                stack.Push((assignment.Target, Role.Place));
                break;

            case IDeconstructionAssignmentOperation assignment:
                stack.Push((assignment.Value, Role.Value));
                stack.Push((assignment.Target, Role.Place));
                break;

            case IIncrementOrDecrementOperation increment:
                stack.Push((increment.Target, Role.Place));
                break;

            case IAddressOfOperation address:
                stack.Push((address.Reference, Role.Place));
                break;

            case IEventAssignmentOperation assignment:
                stack.Push((assignment.HandlerValue, Role.Value));
                stack.Push((assignment.EventReference, Role.Place));
                break;

            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                stack.Push((argument.Value, Role.Place));
                break;

            case IIsPatternOperation isPattern:
                stack.Push((isPattern.Value, Role.Value));
                break;

            case ITupleOperation or IDeclarationExpressionOperation when role == Role.Place:
                PushAll(operation, Role.Place, stack);
                break;

            default:
                PushAll(operation, Role.Value, stack);
                break;
        }
    }

    private static void PushAll(IOperation operation, Role role, Stack<(IOperation Operation, Role Role)> stack)
    {
        var operands = operation.ChildOperations.ToArray();
        for (var i = operands.Length - 1; i >= 0; i--)
            stack.Push((operands[i], role));
    }
}
