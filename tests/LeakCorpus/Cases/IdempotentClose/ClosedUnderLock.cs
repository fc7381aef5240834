// source: icerpc/icerpc-csharp#4537
// rule: LIFE201
// verdict: silent
// The close task is made and read under one lock.

public sealed class RpcConnection : IAsyncDisposable
{
    private readonly object _mutex = new();
    private readonly Stream _transport;
    private Task? _disposeTask;

    public RpcConnection(string path)
    {
        _transport = File.OpenWrite(path);
    }

    public ValueTask DisposeAsync()
    {
        lock (_mutex)
        {
            if (_disposeTask is null)
                _disposeTask = PerformAsync();

            return new(_disposeTask);
        }

        async Task PerformAsync()
        {
            await _transport.FlushAsync().ConfigureAwait(false);
            await _transport.DisposeAsync().ConfigureAwait(false);
        }
    }
}
