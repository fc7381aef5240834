using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>Which operations speak of a member of the object itself.</summary>
internal static class MemberReferences
{
    /// <summary>The field or auto-property of this object that the operation reads or sets.</summary>
    public static ISymbol? OfThis(IOperation operation)
    {
        return operation switch
        {
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } property when property.Property.OriginalDefinition.IsAutomatic() => property.Property.OriginalDefinition,
            _ => null,
        };
    }

    public static bool Is(IOperation operation, ISymbol member)
    {
        return operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member);
    }

    /// <summary>True for an expression that asks something of the state of the object.</summary>
    public static bool AsksState(IOperation expression)
    {
        return OperationOrder.Any(expression, static operation => operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance });
    }
}
