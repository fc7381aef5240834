namespace Lifecycle.Analyzers.Flow;

/// <summary>The obligations that a value is: certainly (<see cref="Must"/>) or on some path (<see cref="May"/>), as bit masks.</summary>
internal readonly record struct Aliases(ulong Must, ulong May)
{
    public bool IsEmpty => May == 0;

    public static Aliases Certain(ulong mask)
    {
        return new Aliases(mask, mask);
    }

    public Aliases With(Aliases other)
    {
        return new Aliases(Must | other.Must, May | other.May);
    }

    public Aliases Without(ulong mask)
    {
        return new Aliases(Must & ~mask, May & ~mask);
    }
}
