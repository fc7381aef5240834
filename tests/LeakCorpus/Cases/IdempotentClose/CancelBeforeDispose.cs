// source: meziantou/Meziantou.Framework#2831
// rule: LIFE201
// verdict: report
// The second close cancels a source that the first one closed.

public sealed class BackgroundPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public BackgroundPump()
    {
        _loop = Task.Delay(Timeout.Infinite, _stop.Token);
    }

    public async ValueTask DisposeAsync() // expect: LIFE201
    {
        _stop.Cancel();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
