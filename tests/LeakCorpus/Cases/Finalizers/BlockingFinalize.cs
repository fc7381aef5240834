// source: Azure/azure-sdk-for-java#6177
// rule: LIFE102
// verdict: report
// The finalizer waits for the close and holds up every other finalizer.

public sealed class EventProcessor
{
    private readonly Stream _link;

    public EventProcessor(Stream link)
    {
        _link = link;
    }

    ~EventProcessor()
    {
        CloseAsync().Wait(); // expect: LIFE102
    }

    public async Task CloseAsync()
    {
        await _link.FlushAsync().ConfigureAwait(false);
    }
}
