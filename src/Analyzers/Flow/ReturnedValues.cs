using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What all the return statements of a body, or all the assignments of an <c>out</c> parameter, have in common.</summary>
internal sealed class ReturnedValues
{
    private bool _any;
    private bool _allFresh = true;
    private int _parameter = MethodContract.None;
    private bool _mixed;
    private ITypeSymbol? _type;
    private bool _typesDiffer;

    /// <summary>Every result other than null is a resource that the body made.</summary>
    public bool AreFresh => _any && _allFresh;

    /// <summary>The type of these resources, when it is one.</summary>
    public ITypeSymbol? FreshType => AreFresh && !_typesDiffer ? _type : null;

    /// <summary>The parameter (or <see cref="MethodContract.Receiver"/>) that every return gives back.</summary>
    public int Parameter => _any && !_mixed ? _parameter : MethodContract.None;

    /// <param name="isFresh">The value is a resource that the body made.</param>
    /// <param name="type">The type of that resource, when it is one.</param>
    /// <param name="parameter">The parameter that the value is.</param>
    public void Add(bool isFresh, ITypeSymbol? type, int parameter)
    {
        _mixed |= _any && parameter != _parameter;
        _typesDiffer |= type is null || (_any && !SymbolEqualityComparer.Default.Equals(type, _type));
        _type = type;
        _parameter = parameter;
        _allFresh &= isFresh;
        _any = true;
    }
}
