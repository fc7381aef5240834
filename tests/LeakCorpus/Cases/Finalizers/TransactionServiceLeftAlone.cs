// source: litedb-org/LiteDB#2828
// rule: LIFE104
// verdict: silent
// The repaired form: managed state is touched on the disposing side alone.

public class TransactionLog : IDisposable
{
    private readonly FileStream _journal;

    public TransactionLog(string path)
    {
        _journal = new FileStream(path, FileMode.Append);
    }

    ~TransactionLog()
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
        if (disposing)
            _journal.Dispose();
    }
}
