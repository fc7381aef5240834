using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>A function of this compilation's source that a call runs, the object it runs on and the values known of its parameters.</summary>
internal sealed class CallTarget : IEquatable<CallTarget>
{
    public CallTarget(FunctionBody body, INamedTypeSymbol? thisType, KnownValues known)
    {
        Body = body;
        ThisType = thisType;
        Known = known;
    }

    public FunctionBody Body { get; }

    /// <summary>The type of the object as seen from the finalizer that is followed; null for another object.</summary>
    public INamedTypeSymbol? ThisType { get; }

    public KnownValues Known { get; }

    public bool Equals(CallTarget? other)
    {
        return other is not null
            && SymbolEqualityComparer.Default.Equals(Body.Symbol, other.Body.Symbol)
            && SymbolEqualityComparer.Default.Equals(ThisType, other.ThisType)
            && Known.Equals(other.Known);
    }

    public override bool Equals(object? obj)
    {
        return Equals(obj as CallTarget);
    }

    public override int GetHashCode()
    {
        return unchecked(SymbolEqualityComparer.Default.GetHashCode(Body.Symbol) * 31 + Known.GetHashCode());
    }
}
