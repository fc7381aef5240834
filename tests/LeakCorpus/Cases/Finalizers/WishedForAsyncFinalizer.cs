// source: dotnet/csharplang#2229
// rule: LIFE102
// verdict: report
// There is no finalizer that awaits; blocking on the asynchronous close is what people write in its place.

public sealed class AsyncResource : IAsyncDisposable
{
    private readonly Stream _store;
    private int _closed;

    public AsyncResource(string path)
    {
        _store = File.OpenWrite(path);
    }

    ~AsyncResource()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult(); // expect: LIFE102
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await _store.FlushAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
