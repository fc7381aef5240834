using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Something that can hold a value within a body: a local, a parameter, or a capture of the control-flow graph.</summary>
internal readonly struct AliasKey : IEquatable<AliasKey>
{
    private readonly ISymbol? _symbol;
    private readonly CaptureId _capture;

    public AliasKey(ISymbol symbol)
    {
        _symbol = symbol;
        _capture = default;
    }

    public AliasKey(CaptureId capture)
    {
        _symbol = null;
        _capture = capture;
    }

    public ISymbol? Symbol => _symbol;

    public bool Equals(AliasKey other)
    {
        return SymbolEqualityComparer.Default.Equals(_symbol, other._symbol) && _capture.Equals(other._capture);
    }

    public override bool Equals(object? obj)
    {
        return obj is AliasKey other && Equals(other);
    }

    public override int GetHashCode()
    {
        return _symbol is null ? _capture.GetHashCode() : SymbolEqualityComparer.Default.GetHashCode(_symbol);
    }
}
