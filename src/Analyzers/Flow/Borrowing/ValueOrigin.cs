using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>Where a value comes from.</summary>
/// <param name="Kinds">All that it may be.</param>
/// <param name="Source">The parameter, static member or factory that a borrowed value comes from; null when it is none.</param>
internal readonly record struct ValueOrigin(Origins Kinds, ISymbol? Source = null)
{
    private const Origins Lent = Origins.Parameter | Origins.Given | Origins.Shared | Origins.Provided;

    public static readonly ValueOrigin Null = new(Origins.None);
    public static readonly ValueOrigin Own = new(Origins.Own);
    public static readonly ValueOrigin Unknown = new(Origins.Unknown);

    /// <summary>True when somebody else closes the value, at least on some way.</summary>
    public bool IsBorrowed => (Kinds & Lent) != 0 && (Kinds & Origins.Unknown) == 0;

    /// <summary>True when the value is this code's own on another way: <c>given ?? new HttpClient()</c>.</summary>
    public bool IsConditional => IsBorrowed && (Kinds & Origins.Own) != 0;

    public bool Has(Origins kind)
    {
        return (Kinds & kind) != 0;
    }

    public static ValueOrigin Either(ValueOrigin left, ValueOrigin right)
    {
        return new ValueOrigin(left.Kinds | right.Kinds, left.IsBorrowed ? left.Source : right.Source ?? left.Source);
    }
}
