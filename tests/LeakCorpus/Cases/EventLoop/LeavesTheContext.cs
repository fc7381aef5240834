// source: NLog/NLog.Extensions.Logging#838
// rule: LIFE404
// verdict: silent
// The repaired form: the continuation runs on any thread.

public sealed class FreeLoggerFactory(Stream log) : IAsyncDisposable
{
    private int _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            await log.FlushAsync().ConfigureAwait(false);
    }
}
