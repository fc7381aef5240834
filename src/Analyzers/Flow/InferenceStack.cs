using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The methods whose contracts are being inferred, one within another, and what was found on the way. An answer that a
/// ring of calls or the bound on the depth has cut short holds for this one question and is not kept for the next; within
/// the question each body is read once.
/// </summary>
internal sealed class InferenceStack
{
    private readonly InferenceStack? _outer;
    private readonly IMethodSymbol? _method;
    private readonly Dictionary<IMethodSymbol, MethodContract> _found;

    private InferenceStack(InferenceStack? outer, IMethodSymbol? method, int depth, ContractBreadth breadth, Dictionary<IMethodSymbol, MethodContract> found)
    {
        _outer = outer;
        _method = method;
        _found = found;
        Depth = depth;
        Breadth = breadth;
    }

    /// <summary>The start of a new question.</summary>
    public static InferenceStack Start()
    {
        return new InferenceStack(null, null, 0, ContractBreadth.Resources, new Dictionary<IMethodSymbol, MethodContract>(SymbolEqualityComparer.Default));
    }

    public int Depth { get; }

    public ContractBreadth Breadth { get; }

    /// <summary>What is inferred here rests on an answer that was cut short, so it is not the last word.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Notes that everybody who waits for the answer builds on one that is cut short.</summary>
    public void CutShort()
    {
        for (var current = this; current is not null; current = current._outer)
            current.IsCutShort = true;
    }

    /// <summary>The same inferences, from which a broader question is asked.</summary>
    public InferenceStack Widen(ContractBreadth breadth)
    {
        return breadth <= Breadth ? this : new InferenceStack(this, null, Depth, breadth, new Dictionary<IMethodSymbol, MethodContract>(SymbolEqualityComparer.Default));
    }

    public InferenceStack Push(IMethodSymbol method)
    {
        return new InferenceStack(this, method, Depth + 1, Breadth, _found);
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
