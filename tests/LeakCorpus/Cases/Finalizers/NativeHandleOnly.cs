// source: temporalio/sdk-dotnet#582
// rule: LIFE102
// verdict: silent
// A safe handle owns the native memory: the type that uses it needs no finalizer, and its own is the handle's business.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

internal sealed class WorkerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public WorkerHandle(int size)
        : base(ownsHandle: true)
    {
        SetHandle(Marshal.AllocHGlobal(size));
    }

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
