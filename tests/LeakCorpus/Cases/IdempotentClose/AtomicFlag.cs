// source: thomhurst/Dekaf#512
// rule: LIFE203
// verdict: silent
// The repaired form: the flag is read and written in one step.

public sealed class AtomicProducer : IAsyncDisposable
{
    private readonly Stream _socket;
    private bool _closed;

    public AtomicProducer(string path)
    {
        _socket = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, true))
            return;

        await _socket.FlushAsync().ConfigureAwait(false);
        await _socket.DisposeAsync().ConfigureAwait(false);
    }
}
