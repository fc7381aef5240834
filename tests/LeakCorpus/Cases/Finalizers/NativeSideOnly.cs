// source: LogExperts/LogExpert#310
// rule: LIFE104
// verdict: silent
// The repaired form, with native memory that the finalizer may free.

using System.Runtime.InteropServices;

public class NativeBlock : IDisposable
{
    private nint _memory = Marshal.AllocHGlobal(64);

    ~NativeBlock()
    {
        Dispose(false);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_memory == 0)
            return;

        Marshal.FreeHGlobal(_memory);
        _memory = 0;
    }
}
