using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The methods whose contracts are being inferred, one within another, and what was found on the way. What is found while
/// another inference is under way may be cut short by it, so it holds for this one question and is not kept for the next;
/// within the question each body is read once.
/// </summary>
internal sealed class InferenceStack
{
    private readonly InferenceStack? _outer;
    private readonly IMethodSymbol? _method;
    private readonly Dictionary<IMethodSymbol, MethodContract> _found;

    private InferenceStack(InferenceStack? outer, IMethodSymbol? method, Dictionary<IMethodSymbol, MethodContract> found)
    {
        _outer = outer;
        _method = method;
        _found = found;
        Depth = outer is null ? 0 : outer.Depth + 1;
    }

    /// <summary>The start of a new question.</summary>
    public static InferenceStack Start()
    {
        return new InferenceStack(null, null, new Dictionary<IMethodSymbol, MethodContract>(SymbolEqualityComparer.Default));
    }

    public int Depth { get; }

    public InferenceStack Push(IMethodSymbol method)
    {
        return new InferenceStack(this, method, _found);
    }

    public MethodContract? Found(IMethodSymbol method)
    {
        return _found.TryGetValue(method, out var contract) ? contract : null;
    }

    public void Keep(IMethodSymbol method, MethodContract contract)
    {
        _found[method] = contract;
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
