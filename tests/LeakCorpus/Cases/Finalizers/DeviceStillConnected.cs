// source: buttplugio/buttplug-csharp#677
// rule: LIFE101
// verdict: report
// The finalizer disconnects by a task of its own.

public sealed class DeviceSession
{
    private readonly Stream _link;

    public DeviceSession(Stream link)
    {
        _link = link;
    }

    ~DeviceSession()
    {
        Task.Run(() => _link.FlushAsync()); // expect: LIFE101
    }
}
