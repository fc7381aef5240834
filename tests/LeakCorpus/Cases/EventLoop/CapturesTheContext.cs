// source: NLog/NLog.Extensions.Logging#838
// rule: LIFE404
// verdict: report
// The continuation asks for the thread that waits for it.

public sealed class LoggerFactory(Stream log) : IAsyncDisposable
{
    private int _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            await log.FlushAsync(); // expect: LIFE404
    }
}
