// source: sshnet/SSH.NET#1209
// rule: LIFE104
// verdict: silent
// The finalizer takes the side on which nothing is done.

public class IdleFinalizer : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly HttpClient _http = new();

    ~IdleFinalizer()
    {
        Dispose(false);
    }

    public bool IsFree => _gate.CurrentCount > 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        _http.Dispose();
    }
}
