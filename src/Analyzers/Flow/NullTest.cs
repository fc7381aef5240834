using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A flag that says whether a symbol was null: <c>var owns = given is null;</c></summary>
internal readonly record struct NullTest(ISymbol Symbol, Fact WhenTrue)
{
    public Fact FactWhen(bool flag)
    {
        return flag == (WhenTrue == Fact.Null) ? Fact.Null : Fact.NotNull;
    }

    public static NullTest? Read(IOperation value, ValueTracker values)
    {
        var told = BranchFacts.Of(value, outcome: true);
        if (told.Operand is null || told.Fact is not (Fact.Null or Fact.NotNull) || values.SymbolOf(told.Operand) is not { } symbol)
            return null;

        return new NullTest(symbol, told.Fact);
    }
}
