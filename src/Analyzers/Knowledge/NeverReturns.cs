using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>Which calls end their path: the process ends, or an exception is thrown.</summary>
internal static class NeverReturns
{
    public static bool Is(IMethodSymbol method, KnownTypes types)
    {
        // Targets without the attribute have the two methods of Environment all the same.
        if (types.Environment is { } environment
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, environment)
            && method.Name is ("Exit" or "FailFast"))
        {
            return true;
        }

        if (types.DoesNotReturnAttribute is not { } marker || !method.ReturnsVoid)
            return false;

        foreach (var attribute in method.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, marker))
                return true;
        }

        return false;
    }
}
