using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The methods whose contracts are being inferred, one within another.</summary>
internal sealed class InferenceStack
{
    public static readonly InferenceStack Empty = new(null, null);

    private readonly InferenceStack? _outer;
    private readonly IMethodSymbol? _method;

    private InferenceStack(InferenceStack? outer, IMethodSymbol? method)
    {
        _outer = outer;
        _method = method;
        Depth = outer is null ? 0 : outer.Depth + 1;
    }

    public int Depth { get; }

    public InferenceStack Push(IMethodSymbol method)
    {
        return new InferenceStack(this, method);
    }

    public bool Contains(IMethodSymbol method)
    {
        for (var current = this; current is not null; current = current._outer)
        {
            if (SymbolEqualityComparer.Default.Equals(current._method, method))
                return true;
        }

        return false;
    }
}
