// source: reactiveui/Akavache#411
// rule: LIFE205
// verdict: report
// The handle of a lock gives the permit back as often as it is disposed, until the semaphore is over its maximum.

public sealed class LockHandle : IDisposable
{
    private readonly SemaphoreSlim _gate;

    public LockHandle(SemaphoreSlim gate)
    {
        _gate = gate;
    }

    public void Dispose() // expect: LIFE205
    {
        _gate.Release();
    }
}
