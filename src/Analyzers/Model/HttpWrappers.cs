using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Finds the HTTP clients of this compilation: disposable types whose close member closes an HTTP client of their own.</summary>
internal static class HttpWrappers
{
    public static bool IsWrapper(ITypeSymbol type, AnalysisScope scope)
    {
        _ = (type, scope);
        return false;
    }
}
