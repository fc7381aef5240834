// source: dotnet/corefx#27068
// rule: LIFE101
// verdict: silent
// The finalizer of a connection only lowers a count.

internal sealed class CountedConnection
{
    private static int _open;

    public CountedConnection()
    {
        Interlocked.Increment(ref _open);
    }

    ~CountedConnection()
    {
        Interlocked.Decrement(ref _open);
    }

    public static int Open => Volatile.Read(ref _open);
}
