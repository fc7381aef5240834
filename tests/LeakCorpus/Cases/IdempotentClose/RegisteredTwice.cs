// source: dotnet/runtime#97475
// rule: LIFE201
// verdict: report
// The instance is registered under two services, closed by each, and waits for a semaphore that the first close closed.

public sealed class LockedStore : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<string> _pending = new();

    public async ValueTask DisposeAsync() // expect: LIFE201
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _pending.Clear();
        _gate.Release();
        _gate.Dispose();
    }
}
