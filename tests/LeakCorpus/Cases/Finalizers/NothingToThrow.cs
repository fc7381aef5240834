// source: CoreyKaylor/Lightning.NET#101
// rule: LIFE106
// verdict: silent
// The repaired form: the forgotten transaction is counted, not thrown.

public sealed class CountingTransaction : IDisposable
{
    private static int _forgotten;
    private bool _closed;

    ~CountingTransaction()
    {
        if (!_closed)
            Interlocked.Increment(ref _forgotten);
    }

    public static int Forgotten => _forgotten;

    public void Dispose()
    {
        _closed = true;
        GC.SuppressFinalize(this);
    }
}
