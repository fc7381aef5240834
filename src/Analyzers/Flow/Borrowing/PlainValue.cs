using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>A value without what does not change which object it is: conversions, parentheses, <c>?.</c></summary>
internal static class PlainValue
{
    public static IOperation Of(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    continue;
                case IConditionalAccessInstanceOperation instance when TestedBy(instance) is { } tested:
                    value = tested;
                    continue;
                default:
                    return value;
            }
        }
    }

    private static IOperation? TestedBy(IConditionalAccessInstanceOperation instance)
    {
        IOperation inner = instance;
        for (var outer = inner.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (outer is IConditionalAccessOperation access && access.WhenNotNull == inner)
                return access.Operation;
        }

        return null;
    }
}
