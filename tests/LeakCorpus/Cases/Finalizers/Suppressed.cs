// source: justinstenning/SharedMemory#35
// rule: LIFE103
// verdict: silent
// The repaired form: what is closed is not finalized.

using System.Runtime.InteropServices;

public sealed class SuppressedBlock : IDisposable
{
    private nint _memory = Marshal.AllocHGlobal(16);

    ~SuppressedBlock()
    {
        Free();
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var memory = Interlocked.Exchange(ref _memory, 0);
        if (memory != 0)
            Marshal.FreeHGlobal(memory);
    }
}
