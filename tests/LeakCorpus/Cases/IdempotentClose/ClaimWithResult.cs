// source: autofac/Autofac#545
// rule: LIFE202
// verdict: silent
// The repaired form: what the exchange gave back decides.

public sealed class DecidedScope : IAsyncDisposable
{
    private readonly Stream _log;
    private int _closed;

    public DecidedScope(string path)
    {
        _log = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        var before = Interlocked.Exchange(ref _closed, 1);
        if (before == 1)
            return;

        await _log.FlushAsync().ConfigureAwait(false);
        await _log.DisposeAsync().ConfigureAwait(false);
    }
}
