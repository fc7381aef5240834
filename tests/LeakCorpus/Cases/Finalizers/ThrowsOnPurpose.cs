// source: CoreyKaylor/Lightning.NET#101
// rule: LIFE106
// verdict: report
// An exception in a finalizer ends the process.

public sealed class ThrowingTransaction : IDisposable
{
    private bool _closed;

    ~ThrowingTransaction()
    {
        if (!_closed)
            throw new InvalidOperationException("The transaction was not closed."); // expect: LIFE106
    }

    public void Dispose()
    {
        _closed = true;
        GC.SuppressFinalize(this);
    }
}
