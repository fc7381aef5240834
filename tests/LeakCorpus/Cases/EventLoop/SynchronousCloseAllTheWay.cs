// source: SSC-STUDIO/UniversalDeviceToolkit#105
// rule: LIFE402
// verdict: silent
// What can be closed synchronously is closed so.

public sealed class Listener : IDisposable
{
    private readonly FileStream _events = File.OpenRead("events");

    public void Dispose()
    {
        _events.Dispose();
    }
}
