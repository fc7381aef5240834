// source: Eventuous/eventuous#562
// rule: LIFE201
// verdict: silent
// The repaired form: one close task, and every caller awaits it.

using System.Threading.Channels;

public sealed class SharedSubscription : IAsyncDisposable
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly object _gate = new();
    private Task? _closing;

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closing ??= CloseAsync();
            return new ValueTask(_closing);
        }
    }

    private async Task CloseAsync()
    {
        _events.Writer.Complete();
        await _events.Reader.Completion.ConfigureAwait(false);
    }
}
