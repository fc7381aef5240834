using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Values that a type puts into a collection of its own: they stay the type's.</summary>
internal static class OwnCollections
{
    /// <summary><c>_all.Add(c)</c>, <c>_byName[k] = c</c></summary>
    public static bool IsPutInto(IOperation value, ISymbol collection)
    {
        while (value.Parent is IConversionOperation or ICoalesceOperation or IConditionalOperation)
            value = value.Parent;

        var holder = value.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { Instance: IMemberReferenceOperation instance } } => instance,
            ISimpleAssignmentOperation assignment when assignment.Value == value => HolderOf(assignment.Target),
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(holder?.Member.OriginalDefinition, collection);
    }

    /// <summary>The member that holds the collection an element of which is assigned; null for any other target.</summary>
    public static IMemberReferenceOperation? HolderOf(IOperation target)
    {
        return target switch
        {
            IArrayElementReferenceOperation { ArrayReference: IMemberReferenceOperation holder } => holder,
            IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: IMemberReferenceOperation holder } => holder,
            _ => null,
        };
    }
}
