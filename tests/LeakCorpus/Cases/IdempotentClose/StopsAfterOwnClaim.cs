// source: Aimeast/FxSsh#55
// rule: LIFE207
// verdict: report
// The close claims the flag and calls a stop that throws because of it.

public sealed class ShellServer(Stream listener) : IAsyncDisposable
{
    private int _closed;

    public async Task StopAsync()
    {
        ObjectDisposedException.ThrowIf(_closed != 0, this);
        await listener.FlushAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _closed, 1, 0) != 0)
            return;

        await StopAsync().ConfigureAwait(false); // expect: LIFE207
    }
}
