// source: dotnet/runtime#97475
// rule: LIFE201
// verdict: silent
// The repaired form: the second close ends at the flag.

public sealed class GuardedLockedStore : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<string> _pending = new();
    private int _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _closed, 1, 0) != 0)
            return;

        await _gate.WaitAsync().ConfigureAwait(false);
        _pending.Clear();
        _gate.Release();
        _gate.Dispose();
    }
}
