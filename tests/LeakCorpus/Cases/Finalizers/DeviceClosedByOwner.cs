// source: buttplugio/buttplug-csharp#677
// rule: LIFE101
// verdict: silent
// The repaired form: the device is closed by whoever owns it.

public sealed class OwnedDeviceSession : IAsyncDisposable
{
    private readonly Stream _link;
    private int _closed;

    public OwnedDeviceSession(string path)
    {
        _link = File.OpenRead(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await _link.DisposeAsync().ConfigureAwait(false);
    }
}
