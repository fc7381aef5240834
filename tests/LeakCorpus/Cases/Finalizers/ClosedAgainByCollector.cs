// source: AscensionGameDev/Intersect-Engine#2693
// rule: LIFE105
// verdict: report
// The finalizer closes what may be closed already, without asking the flag that is there.

using System.Runtime.InteropServices;

public sealed class Surface : IDisposable
{
    private readonly nint _pixels = Marshal.AllocHGlobal(256);
    private bool _closed;

    ~Surface()
    {
        Marshal.FreeHGlobal(_pixels); // expect: LIFE105
    }

    public bool IsClosed => _closed;

    public void Dispose()
    {
        if (_closed)
            return;

        _closed = true;
        Marshal.FreeHGlobal(_pixels);
        GC.SuppressFinalize(this);
    }
}
