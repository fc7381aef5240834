// source: net-daemon/netdaemon#575
// rule: LIFE204
// verdict: report
// Both closes are called, and each asks a flag of its own.

public sealed class HomeConnection : IDisposable, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromHours(1));
    private int _closed;
    private int _closedAsync;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        _stop.Cancel();
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync() // expect: LIFE204
    {
        if (Interlocked.Exchange(ref _closedAsync, 1) != 0)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}
