// source: justinstenning/SharedMemory#35
// rule: LIFE103
// verdict: report
// A closed object is closed again by the collector.

using System.Runtime.InteropServices;

public sealed class SharedBlock : IDisposable
{
    private nint _memory = Marshal.AllocHGlobal(16);

    ~SharedBlock()
    {
        Free();
    }

    public void Dispose() // expect: LIFE103
    {
        Free();
    }

    private void Free()
    {
        var memory = Interlocked.Exchange(ref _memory, 0);
        if (memory != 0)
            Marshal.FreeHGlobal(memory);
    }
}
