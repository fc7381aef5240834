// source: hardkoded/puppeteer-sharp#2123
// rule: LIFE207
// verdict: silent
// Both closes claim one flag. Neither calls the other, which would find it claimed: each releases by its own means.

public sealed class WorkQueue : IDisposable, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _disposed;

    public async Task EnqueueAsync(Func<Task> work)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        _turn.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _turn.WaitAsync().ConfigureAwait(false);
        _turn.Dispose();
    }
}
