using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Knowledge;

/// <summary>Which methods of the framework run the functions that they are given again and again.</summary>
internal sealed class RecurringCalls
{
    private readonly KnownTypes _types;

    public RecurringCalls(KnownTypes types)
    {
        _types = types;
    }

    /// <summary>True for a method that runs a function for each element of a sequence.</summary>
    public bool RunsForEach(IMethodSymbol method)
    {
        return Is(method, _types.Enumerable) || Is(method, _types.Parallel) || method.Name == "ForEach" && (Is(method, _types.ListOfT) || method.ContainingType?.SpecialType == SpecialType.System_Array);
    }

    /// <summary>True for a method that keeps a function to answer requests with it: <c>app.MapGet("/", () => ..)</c></summary>
    public bool RunsForRequests(IMethodSymbol method)
    {
        return Is(method, _types.EndpointRouteBuilderExtensions);
    }

    /// <summary>True for a method that runs a function for each element that an observable sends: <c>events.Subscribe(x => ..)</c></summary>
    public bool RunsForEvents(IMethodSymbol method)
    {
        return method.Name == "Subscribe" && (Is(method, _types.IObservable) || Is(method, _types.ObservableExtensions));
    }

    private static bool Is(IMethodSymbol method, INamedTypeSymbol? type)
    {
        return type is not null && SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).ContainingType.OriginalDefinition, type);
    }
}
