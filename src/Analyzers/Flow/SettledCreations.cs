using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Creations whose place says all there is to know: a <c>using</c> takes the value, or it is returned, or stored by a constructor at once.
/// Most are of this kind, and a body that has no other needs no graph.
/// </summary>
internal static class SettledCreations
{
    public static bool Is(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IReturnOperation or IFieldInitializerOperation or IPropertyInitializerOperation => true,
            IUsingOperation scope => scope.Resources == value,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation group } } } =>
                group.Parent is IUsingDeclarationOperation or IUsingOperation,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation, Parent: IExpressionStatementOperation } assignment => assignment.Value == value && IsInConstructor(assignment),
            _ => false,
        };
    }

    /// <summary>What a method stores may take the place of what was stored before.</summary>
    private static bool IsInConstructor(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;

        return operation is IConstructorBodyOperation;
    }
}
