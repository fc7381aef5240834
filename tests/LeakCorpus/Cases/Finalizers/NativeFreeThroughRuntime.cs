// source: temporalio/sdk-dotnet#577
// rule: LIFE104
// verdict: report
// The finalizer of the client frees itself through a managed runtime object that may be finalized already.

internal sealed class CoreRuntime
{
    private readonly List<nint> _free = new();

    public void Release(nint handle)
    {
        _free.Add(handle);
    }
}

internal sealed class CoreClient
{
    private readonly CoreRuntime _runtime;
    private readonly FileStream _log;
    private readonly nint _handle;

    public CoreClient(CoreRuntime runtime, FileStream log, nint handle)
    {
        _runtime = runtime;
        _log = log;
        _handle = handle;
    }

    ~CoreClient()
    {
        _runtime.Release(_handle);
        _log.Flush(); // expect: LIFE104
    }
}
