// source: anthropics/anthropic-sdk-python#807
// rule: LIFE101
// verdict: report
// A closed check stops the redundant task; the finalizer of an open client still schedules one.

public sealed class ConversationClient
{
    private readonly Stream _connection;
    private bool _closed;

    public ConversationClient(Stream connection)
    {
        _connection = connection;
    }

    ~ConversationClient()
    {
        if (_closed)
            return;

        Task.Run(CloseAsync); // expect: LIFE101
    }

    public async Task CloseAsync()
    {
        _closed = true;
        await _connection.FlushAsync().ConfigureAwait(false);
    }
}
