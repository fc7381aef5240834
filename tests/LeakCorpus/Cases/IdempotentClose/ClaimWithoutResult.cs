// source: autofac/Autofac#545
// rule: LIFE202
// verdict: report
// The exchange is atomic and nobody looks at what it gave back.

public sealed class LifetimeScope : IAsyncDisposable
{
    private readonly Stream _log;
    private int _closed;

    public LifetimeScope(string path)
    {
        _log = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _closed, 1); // expect: LIFE202
        await _log.FlushAsync().ConfigureAwait(false);
        await _log.DisposeAsync().ConfigureAwait(false);
    }
}
