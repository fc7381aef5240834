// source: litedb-org/LiteDB#2312
// rule: LIFE104
// verdict: report
// The unmanaged side of the close still writes through a stream, which may be finalized before.

public class TransactionService : IDisposable
{
    private readonly FileStream _journal;

    public TransactionService(string path)
    {
        _journal = new FileStream(path, FileMode.Append);
    }

    ~TransactionService()
    {
        Dispose(false);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _journal.Flush(); // expect: LIFE104
        if (disposing)
            _journal.Dispose();
    }
}
