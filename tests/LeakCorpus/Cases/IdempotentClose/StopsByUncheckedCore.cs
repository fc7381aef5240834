// source: Aimeast/FxSsh#55
// rule: LIFE207
// verdict: silent
// The repaired form: the close calls the part that asks no flag.

public sealed class StoppingServer(Stream listener) : IAsyncDisposable
{
    private int _closed;

    public Task StopAsync()
    {
        ObjectDisposedException.ThrowIf(_closed != 0, this);
        return StopCoreAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _closed, 1, 0) != 0)
            return;

        await StopCoreAsync().ConfigureAwait(false);
    }

    private async Task StopCoreAsync()
    {
        await listener.FlushAsync().ConfigureAwait(false);
    }
}
