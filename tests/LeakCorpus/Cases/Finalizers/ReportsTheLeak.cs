// source: aio-libs/aiohttp#1499
// rule: LIFE101
// verdict: silent
// A finalizer that says what was forgotten, and closes nothing.

using System.Diagnostics;

public sealed class ReportingSession : IDisposable
{
    private bool _closed;

    ~ReportingSession()
    {
        Debug.Fail("A session was not closed.");
    }

    public bool IsClosed => _closed;

    public void Dispose()
    {
        _closed = true;
        GC.SuppressFinalize(this);
    }
}
