// source: sebastienros/yessql#332
// rule: LIFE502
// verdict: report
// The unit of work closes asynchronously, and using blocks for it.

public sealed class UnitOfWork(Stream store) : IDisposable, IAsyncDisposable
{
    private int _closed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            store.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            await store.FlushAsync().ConfigureAwait(false);
    }
}

public static class Blocks
{
    public static async Task RunAsync(Stream store)
    {
        using var work = new UnitOfWork(store); // expect: LIFE502
        await Task.Yield();
    }
}
