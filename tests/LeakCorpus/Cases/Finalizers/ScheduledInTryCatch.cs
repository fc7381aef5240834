// source: openai/openai-python#1254
// rule: LIFE101
// verdict: report
// The catch cannot see what the task throws later.

public sealed class CompletionClient
{
    private readonly Stream _connection;

    public CompletionClient(Stream connection)
    {
        _connection = connection;
    }

    ~CompletionClient()
    {
        try
        {
            _ = ShutDownAsync(); // expect: LIFE101
        }
        catch (InvalidOperationException)
        {
        }
    }

    private async Task ShutDownAsync()
    {
        await _connection.FlushAsync().ConfigureAwait(false);
        await Task.Delay(10).ConfigureAwait(false);
    }
}
