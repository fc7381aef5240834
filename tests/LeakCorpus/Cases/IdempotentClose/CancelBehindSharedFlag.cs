// source: meziantou/Meziantou.Framework#2831
// rule: LIFE201
// verdict: silent
// The repaired form: one exchanged flag before the source is cancelled.

public sealed class FlaggedPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _closed;

    public FlaggedPump()
    {
        _loop = Task.Delay(Timeout.Infinite, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;

        _stop.Cancel();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
