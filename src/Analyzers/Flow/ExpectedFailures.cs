using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The functions of a body that a test expects to throw: <c>Assert.Throws&lt;ArgumentException&gt;(() => new Client("no address"))</c>.
/// They do not come to their normal end, so that nothing is left open there.
/// </summary>
internal static class ExpectedFailures
{
    public static HashSet<IMethodSymbol> In(IOperation block, KnownTypes types)
    {
        var expected = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        if (types.XunitAssert is null && types.NUnitAssert is null && types.MSTestAssert is null)
            return expected;

        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            if (operation is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: var use } } lambda && IsExpected(use, types))
                expected.Add(lambda.Symbol);
        }

        return expected;
    }

    private static bool IsExpected(IOperation? use, KnownTypes types)
    {
        while (use is IConversionOperation)
            use = use.Parent;

        return use is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } assertion } }
            && (assertion.Name.StartsWith("Throws", StringComparison.Ordinal) || assertion.Name.StartsWith("Catch", StringComparison.Ordinal))
            && (Is(assertion, types.XunitAssert) || Is(assertion, types.NUnitAssert) || Is(assertion, types.MSTestAssert));
    }

    private static bool Is(IMethodSymbol method, INamedTypeSymbol? type)
    {
        return type is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
    }
}
