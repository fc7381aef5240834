// source: Azure/azure-sdk-for-java#6177
// rule: LIFE101
// verdict: report
// The blocking close of the same report, "repaired" by not waiting for it.

public sealed class EventReceiver
{
    private readonly Stream _link;

    public EventReceiver(Stream link)
    {
        _link = link;
    }

    ~EventReceiver()
    {
        CloseAsync(); // expect: LIFE101
    }

    public async Task CloseAsync()
    {
        await _link.FlushAsync().ConfigureAwait(false);
    }
}
