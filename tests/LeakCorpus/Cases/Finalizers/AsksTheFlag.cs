// source: AscensionGameDev/Intersect-Engine#2693
// rule: LIFE105
// verdict: silent
// The repaired form: one flag for both ways in.

using System.Runtime.InteropServices;

public sealed class FlaggedSurface : IDisposable
{
    private readonly nint _pixels = Marshal.AllocHGlobal(256);
    private int _closed;

    ~FlaggedSurface()
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
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            Marshal.FreeHGlobal(_pixels);
    }
}
