// source: meziantou/Meziantou.Framework#3068
// rule: LIFE205
// verdict: silent
// The handle swaps its semaphore for null; who gets it releases it.

public sealed class SwappedLockHandle : IDisposable
{
    private SemaphoreSlim? _gate;

    public SwappedLockHandle(SemaphoreSlim gate)
    {
        _gate = gate;
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
