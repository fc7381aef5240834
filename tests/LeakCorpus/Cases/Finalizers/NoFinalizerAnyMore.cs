// source: anthropics/anthropic-sdk-python#1798
// rule: LIFE101
// verdict: silent
// The repaired form: no finalizer, and a close that its caller awaits.

public sealed class PlainConversation : IAsyncDisposable
{
    private readonly Stream _connection;
    private int _closed;

    public PlainConversation(string path)
    {
        _connection = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await _connection.FlushAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
