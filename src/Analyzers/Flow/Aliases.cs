namespace Lifecycle.Analyzers.Flow;

/// <summary>The obligations that a value is: certainly (<see cref="Must"/>) or on some path (<see cref="May"/>), as bit masks.</summary>
/// <param name="Must">What it certainly is, on every path on which that resource is open.</param>
/// <param name="May">What it is on some path.</param>
/// <param name="Carried">What the value, an object of its own, holds on to without ever closing it: it goes where the object goes.</param>
/// <param name="IsNothingElse">No path brings a value that is neither null nor one of these.</param>
internal readonly record struct Aliases(ulong Must, ulong May, ulong Carried, bool IsNothingElse)
{
    public static readonly Aliases Null = new(0, 0, 0, IsNothingElse: true);

    public bool IsEmpty => (May | Carried) == 0;

    public static Aliases Certain(ulong mask)
    {
        return new Aliases(mask, mask, 0, IsNothingElse: true);
    }

    public Aliases Without(ulong mask)
    {
        return new Aliases(Must & ~mask, May & ~mask, Carried & ~mask, IsNothingElse);
    }

    /// <summary>The part of the value that is one of the resources of the mask.</summary>
    public Aliases Only(ulong mask)
    {
        return new Aliases(Must & mask, May & mask, 0, IsNothingElse);
    }
}
