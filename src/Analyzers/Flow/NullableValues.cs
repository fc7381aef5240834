using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The ways from a nullable value type to its value, which is followed as if it were the nullable itself.</summary>
internal static class NullableValues
{
    /// <summary>The nullable of <c>x.Value</c> and <c>x.GetValueOrDefault()</c>; null for anything else.</summary>
    public static IOperation? SourceOf(IOperation operation)
    {
        return operation switch
        {
            IPropertyReferenceOperation { Property.Name: "Value", Instance: { } instance } when IsNullable(instance) => instance,
            IInvocationOperation { TargetMethod.Name: "GetValueOrDefault", Arguments.IsEmpty: true, Instance: { } instance } when IsNullable(instance) => instance,
            _ => null,
        };
    }

    /// <summary>The nullable of <c>x.HasValue</c>; null for anything else.</summary>
    public static IOperation? TestedBy(IOperation condition)
    {
        return condition is IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } instance } && IsNullable(instance) ? instance : null;
    }

    private static bool IsNullable(IOperation instance)
    {
        return instance.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
    }
}
