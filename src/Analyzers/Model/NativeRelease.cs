using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>What gives native state back: the work that a finalizer is for.</summary>
internal static class NativeRelease
{
    public static bool IsNative(IOperation operation, KnownTypes types)
    {
        return operation.Kind == OperationKind.FunctionPointerInvocation
            || operation is IInvocationOperation invocation && IsNative(invocation.TargetMethod, types);
    }

    private static bool IsNative(IMethodSymbol method, KnownTypes types)
    {
        if (method.IsExtern || method.GetDllImportData() is not null || IsLibraryImport(method, types))
            return true;

        var type = method.ContainingType;
        if (Is(type, types.Marshal))
            return method.Name.StartsWith("Free", StringComparison.Ordinal) || method.Name is "Release" or "ReleaseComObject" or "FinalReleaseComObject";

        return Is(type, types.NativeMemory) || Is(type, types.GCHandle) && method.Name == "Free";
    }

    private static bool IsLibraryImport(IMethodSymbol method, KnownTypes types)
    {
        if (types.LibraryImportAttribute is null || !method.IsPartialDefinition)
            return false;

        foreach (var attribute in method.GetAttributes())
        {
            if (Is(attribute.AttributeClass, types.LibraryImportAttribute))
                return true;
        }

        return false;
    }

    private static bool Is(ISymbol? type, ISymbol? known)
    {
        return known is not null && SymbolEqualityComparer.Default.Equals(type, known);
    }
}
