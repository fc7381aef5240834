// source: thomhurst/Dekaf#509
// rule: LIFE203
// verdict: report
// Two callers can both read false before one of them writes true.

public sealed class Producer : IAsyncDisposable
{
    private readonly Stream _socket;
    private volatile bool _closed;

    public Producer(string path)
    {
        _socket = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed) // expect: LIFE203
            return;

        _closed = true;
        await _socket.FlushAsync().ConfigureAwait(false);
        await _socket.DisposeAsync().ConfigureAwait(false);
    }
}
