using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Where a body makes a resource. The graph lowers operations; the tree that it was made from still has the loops,
/// functions and scopes around them.
/// </summary>
internal static class CreationSite
{
    /// <summary>The operation of the tree that makes the resource.</summary>
    public static IOperation? Of(Obligation obligation, IOperation block)
    {
        var lowered = obligation.Creation;
        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            if (operation.Syntax == lowered.Syntax && operation.Kind == lowered.Kind)
                return operation;
        }

        return null;
    }

    /// <summary>True for the value of a using, which closes it whoever else has got it.</summary>
    public static bool IsScoped(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IUsingOperation statement => statement.Resources == value,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent.Parent: IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation } } } => true,
            _ => false,
        };
    }
}
