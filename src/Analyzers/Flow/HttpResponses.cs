using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Which responses hold a connection, and what sets it free. A response whose content was read into memory has given its
/// connection back; one of which only the headers were read keeps it until it, or its content, is closed or read to the end.
/// </summary>
internal static class HttpResponses
{
    /// <summary>The value of HttpCompletionOption.ResponseHeadersRead.</summary>
    private const int ResponseHeadersRead = 1;

    /// <summary>What the operation makes when it has to do with responses; null for an operation that has not, or whose body can tell.</summary>
    public static FreshValue? Of(IOperation operation, ITypeSymbol type, AnalysisScope scope)
    {
        var types = scope.Types;
        if (operation is IInvocationOperation call && call.TargetMethod.ContainingType is { } container && IsSender(container, types))
        {
            if (call.TargetMethod.Name == "GetStreamAsync")
                return new FreshValue(ResourceKind.HttpResponse, type);

            if (type.DerivesFrom(types.HttpResponseMessage))
                return ReadsHeadersOnly(call, types) ? new FreshValue(ResourceKind.HttpResponse, type) : FreshValue.None;
        }

        // Made by hand it has a content from memory, or one that was given to it.
        return operation is IObjectCreationOperation && type.DerivesFrom(types.HttpResponseMessage) ? FreshValue.None : null;
    }

    /// <summary><c>response.Content</c>: what closes the content sets the connection free as well.</summary>
    public static IOperation? ResponseOfContent(IOperation operation, KnownTypes types)
    {
        return operation switch
        {
            IPropertyReferenceOperation { Property.Name: "Content", Instance: { Type: { } owner } response } when owner.DerivesFrom(types.HttpResponseMessage) => response,
            IInvocationOperation { TargetMethod.Name: "ReadAsStream" or "ReadAsStreamAsync", Instance: { } content } call when IsOfContent(call, types) => content,
            IAwaitOperation awaited when TaskCalls.AwaitedBy(awaited, types) is { TargetMethod.Name: "ReadAsStreamAsync", Instance: { } content } call && IsOfContent(call, types) => content,
            _ => null,
        };
    }

    /// <summary>True for a method of the content that reads it to its end, after which the connection is free.</summary>
    public static bool ReadsToEnd(IMethodSymbol method, KnownTypes types)
    {
        return method.Name is "ReadAsStringAsync" or "ReadAsByteArrayAsync" or "LoadIntoBufferAsync" or "CopyToAsync" or "CopyTo"
            && types.HttpContent is { } content
            && method.ContainingType.DerivesFrom(content);
    }

    private static bool IsOfContent(IInvocationOperation call, KnownTypes types)
    {
        return types.HttpContent is { } content && call.TargetMethod.ContainingType.DerivesFrom(content);
    }

    private static bool IsSender(INamedTypeSymbol container, KnownTypes types)
    {
        return SymbolEqualityComparer.Default.Equals(container, types.HttpClient) || SymbolEqualityComparer.Default.Equals(container, types.HttpMessageInvoker);
    }

    /// <summary>True when the call says so by a constant; a client reads all of the content unless it is told otherwise.</summary>
    private static bool ReadsHeadersOnly(IInvocationOperation call, KnownTypes types)
    {
        foreach (var argument in call.Arguments)
        {
            if (SymbolEqualityComparer.Default.Equals(argument.Parameter?.Type, types.HttpCompletionOption))
                return argument.Value.ConstantValue is { HasValue: true, Value: ResponseHeadersRead };
        }

        return false;
    }
}
