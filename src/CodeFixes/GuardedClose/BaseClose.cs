using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>What the base types of a type offer for its close: members that it can override.</summary>
internal sealed class BaseClose
{
    public BaseClose(INamedTypeSymbol type, KnownTypes types)
    {
        Exists = type.BaseType is { } baseType && (baseType.Implements(types.IDisposable) || baseType.Implements(types.IAsyncDisposable));
        ClosesAsync = type.BaseType is { } asyncBase && asyncBase.Implements(types.IAsyncDisposable);
        Dispose = Find(type, nameof(IDisposable.Dispose), method => method.ReturnsVoid && method.Parameters.IsEmpty);
        DisposeBool = Find(type, nameof(IDisposable.Dispose), method => method.ReturnsVoid && method.Parameters is [{ Type.SpecialType: SpecialType.System_Boolean }]);
        DisposeAsync = Find(type, "DisposeAsync", method => method.Parameters.IsEmpty && IsTask(method.ReturnType));
        DisposeAsyncCore = Find(type, "DisposeAsyncCore", method => method.Parameters.IsEmpty && IsTask(method.ReturnType));

        bool IsTask(ITypeSymbol returnType)
        {
            return SymbolEqualityComparer.Default.Equals(returnType, types.ValueTask) || SymbolEqualityComparer.Default.Equals(returnType, types.Task);
        }
    }

    /// <summary>True when a base can be closed already.</summary>
    public bool Exists { get; }

    /// <summary>True when a base can be closed asynchronously.</summary>
    public bool ClosesAsync { get; }

    public IMethodSymbol? Dispose { get; }

    public IMethodSymbol? DisposeBool { get; }

    public IMethodSymbol? DisposeAsync { get; }

    public IMethodSymbol? DisposeAsyncCore { get; }

    /// <summary>The nearest member of that kind in the bases, when the type can still override it.</summary>
    private static IMethodSymbol? Find(INamedTypeSymbol type, string name, Func<IMethodSymbol, bool> matches)
    {
        if (type.GetMembers(name).OfType<IMethodSymbol>().Any(matches))
            return null;

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is not IMethodSymbol { IsStatic: false } method || !matches(method))
                    continue;

                var canOverride = (method.IsVirtual || method.IsOverride || method.IsAbstract) && !method.IsSealed;
                return canOverride && method.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Internal) ? method : null;
            }
        }

        return null;
    }
}
