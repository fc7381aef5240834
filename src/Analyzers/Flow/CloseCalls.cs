using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Which calls close the object they are called on.</summary>
internal static class CloseCalls
{
    public static bool IsClose(IMethodSymbol method)
    {
        return method.Name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync" or "Abort" or "ShutdownAsync" && !method.IsStatic;
    }
}
