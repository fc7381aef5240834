// source: net-daemon/netdaemon#575
// rule: LIFE204
// verdict: silent
// The repaired form: both closes claim the same flag.

public sealed class SharedFlagConnection : IDisposable, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromHours(1));
    private int _closed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        _stop.Cancel();
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
