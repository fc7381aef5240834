// source: GeneralLibrary/GeneralUpdate#451
// rule: LIFE402
// verdict: report
// A thread with a synchronization context deadlocks here.

public sealed class HubSource(Stream hub) : IDisposable
{
    public void Dispose()
    {
        hub.FlushAsync().GetAwaiter().GetResult(); // expect: LIFE402
    }
}
