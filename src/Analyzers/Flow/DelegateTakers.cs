using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What the framework does with the functions that it is given.</summary>
internal static class DelegateTakers
{
    /// <summary>True for the methods of LINQ: their result goes on to use the functions and the sequences that they are given.</summary>
    public static bool IsQuery(IMethodSymbol method, KnownTypes types)
    {
        return types.Enumerable is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, types.Enumerable);
    }

    /// <summary>True for an argument that the method runs, or waits for, and lets go: <c>Task.Run(f)</c>, <c>Parallel.ForEach(xs, f)</c>.</summary>
    public static bool OnlyRuns(IArgumentOperation argument, IMethodSymbol method, KnownTypes types)
    {
        var owner = method.ContainingType?.OriginalDefinition;
        return owner is not null
            && argument.Parameter?.OriginalDefinition is { Type.TypeKind: TypeKind.Delegate or TypeKind.Array or TypeKind.Interface } parameter
            && (Is(owner, types.Task) || Is(owner, types.Parallel) || (Is(owner, types.ListOfT) && parameter.Type.TypeKind == TypeKind.Delegate));
    }

    /// <summary>The function whose result the call brings: <c>await Task.Run(() => new HttpClient())</c>. Null for any other call.</summary>
    public static IMethodSymbol? RunBy(IInvocationOperation call, KnownTypes types)
    {
        return call is { TargetMethod.Name: "Run", Arguments: [{ Value: var function }, ..] } && Is(call.TargetMethod.ContainingType, types.Task)
            ? LocalDelegates.FunctionOf(function)
            : null;
    }

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol? known)
    {
        return known is not null && SymbolEqualityComparer.Default.Equals(type, known);
    }
}
