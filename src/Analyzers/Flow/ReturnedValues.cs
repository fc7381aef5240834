namespace Lifecycle.Analyzers.Flow;

/// <summary>What all the return statements of a body have in common.</summary>
internal sealed class ReturnedValues
{
    private bool _any;
    private bool _allFresh = true;
    private int _parameter = MethodContract.None;
    private bool _mixed;

    /// <summary>Every result other than null is a resource that the body made.</summary>
    public bool AreFresh => _any && _allFresh;

    /// <summary>The parameter (or <see cref="MethodContract.Receiver"/>) that every return gives back.</summary>
    public int Parameter => _any && !_mixed ? _parameter : MethodContract.None;

    public void Add(bool isFresh, int parameter)
    {
        _mixed |= _any && parameter != _parameter;
        _parameter = parameter;
        _allFresh &= isFresh;
        _any = true;
    }
}
