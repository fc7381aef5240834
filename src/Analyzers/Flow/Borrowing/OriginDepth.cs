namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>How far a question about an origin has gone through other bodies. What is asked too deep is unknown.</summary>
internal readonly record struct OriginDepth(int Level)
{
    private const int Maximum = 4;

    public static readonly OriginDepth Start = new(0);

    public bool IsStart => Level == 0;

    public bool IsExhausted => Level >= Maximum;

    public OriginDepth Next()
    {
        return new OriginDepth(Level + 1);
    }
}
