using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>Reads what a body does with a parameter or member. A method that does nothing but close a value is there to close it.</summary>
internal static class ValueUseReader
{
    public static ValueUses Read(IOperation root, ISymbol symbol)
    {
        var uses = ValueUses.None;
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { symbol };
        foreach (var operation in OperationOrder.ChildrenFirst(root))
        {
            // Another name for it: using var c = client;
            if (operation is IVariableDeclaratorOperation { Symbol: { } local } declarator
                && declarator.GetVariableInitializer() is { Value: { } value }
                && IsOneOf(value, symbols))
            {
                symbols.Add(local);
            }
        }

        foreach (var operation in OperationOrder.ChildrenFirst(root))
        {
            if (SymbolOf(operation) is { } read && symbols.Contains(read))
                uses |= Classify(operation);
        }

        return uses;
    }

    /// <summary>True for one of the symbols, alone or as an arm: <c>client ?? new HttpClient()</c></summary>
    private static bool IsOneOf(IOperation value, HashSet<ISymbol> symbols)
    {
        value = PlainValue.Of(value);
        if (value is ICoalesceOperation coalesce)
            value = PlainValue.Of(coalesce.Value);

        return SymbolOf(value) is { } symbol && symbols.Contains(symbol);
    }

    private static ISymbol? SymbolOf(IOperation operation)
    {
        return operation is IMemberReferenceOperation member ? member.Member.OriginalDefinition : AssignedSymbols.Variable(operation);
    }

    private static ValueUses Classify(IOperation value)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ICoalesceOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IInvocationOperation call when call.Instance == value => CloseSites.IsClose(call.TargetMethod) ? ValueUses.None : ValueUses.Used,
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access when access.Operation == value => CloseSites.IsClose(call.TargetMethod) ? ValueUses.None : ValueUses.Used,
            IConditionalAccessOperation or IMemberReferenceOperation or IArgumentOperation => ValueUses.Used,
            IUsingOperation or IVariableInitializerOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation or INameOfOperation or IExpressionStatementOperation => ValueUses.None,
            ISimpleAssignmentOperation assignment when assignment.Target == value => ValueUses.None,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation } => ValueUses.Kept | ValueUses.Stored,
            _ => ValueUses.Kept,
        };
    }
}
