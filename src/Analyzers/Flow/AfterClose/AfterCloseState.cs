namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>What holds at one point of a body, one bit a value, a close by hand or a return.</summary>
/// <param name="Must">The values that are closed, or null, on every path that comes here.</param>
/// <param name="May">The values that are closed on some path.</param>
/// <param name="ByHand">The calls that closed them last.</param>
/// <param name="Returned">The results that are on their way to the caller.</param>
/// <param name="Used">The values that are used after their close on every path that comes here.</param>
internal readonly record struct AfterCloseState(ulong Must, ulong May, ulong ByHand, ulong Returned, ulong Used)
{
    public bool IsClosed(ulong value)
    {
        return (Must & May & value) != 0;
    }

    public AfterCloseState Close(ulong value)
    {
        return this with { Must = Must | value, May = May | value, Used = Used & ~value };
    }

    /// <summary>The holder has another value, or nothing is known of it any more.</summary>
    public AfterCloseState Forget(ulong value)
    {
        return this with { Must = Must & ~value, May = May & ~value };
    }

    /// <summary>There is nothing to use on this side of a null check.</summary>
    public AfterCloseState IsNull(ulong value)
    {
        return this with { Must = Must | value, May = May & ~value };
    }

    public AfterCloseState Join(AfterCloseState other)
    {
        return new AfterCloseState(Must & other.Must, May | other.May, ByHand | other.ByHand, Returned | other.Returned, Used & other.Used);
    }
}
