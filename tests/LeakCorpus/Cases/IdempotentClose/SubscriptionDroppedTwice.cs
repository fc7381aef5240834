// source: Eventuous/eventuous#562
// rule: LIFE201
// verdict: report
// The host stops the subscription and the container closes it again; the second completion throws.

using System.Threading.Channels;

public sealed class EventSubscription : IAsyncDisposable
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public async ValueTask DisposeAsync() // expect: LIFE201
    {
        _events.Writer.Complete();
        await _events.Reader.Completion.ConfigureAwait(false);
    }
}
