using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>The constants of the language as the simulation holds them.</summary>
internal static class Constants
{
    /// <summary>The constant value of an operation; null when it has none that is a number or the null reference.</summary>
    public static AbstractValue? Of(IOperation operation)
    {
        return operation.ConstantValue.HasValue ? Of(operation.ConstantValue.Value) : null;
    }

    public static AbstractValue? Of(object? constant)
    {
        return constant switch
        {
            null => AbstractValue.Null,
            bool truth => AbstractValue.Of(truth),
            sbyte number => AbstractValue.Constant(number),
            byte number => AbstractValue.Constant(number),
            short number => AbstractValue.Constant(number),
            ushort number => AbstractValue.Constant(number),
            int number => AbstractValue.Constant(number),
            uint number => AbstractValue.Constant(number),
            long number => AbstractValue.Constant(number),
            ulong number => AbstractValue.Constant(unchecked((long)number)),
            char character => AbstractValue.Constant(character),
            _ => null,
        };
    }

    /// <summary>What <c>default</c> is for a type; null when that is neither a number nor the null reference.</summary>
    public static AbstractValue? DefaultOf(ITypeSymbol? type)
    {
        return type switch
        {
            null => null,
            { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => AbstractValue.Null,
            { TypeKind: TypeKind.Enum } => AbstractValue.False,
            { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 } => AbstractValue.False,
            _ => null,
        };
    }
}
