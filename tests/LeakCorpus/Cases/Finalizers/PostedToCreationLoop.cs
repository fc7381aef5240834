// source: openai/openai-python#3006
// rule: LIFE101
// verdict: report
// The loop that the client was made on may be gone when the collector comes.

public sealed class LoopBoundClient
{
    private readonly SynchronizationContext? _loop = SynchronizationContext.Current;
    private readonly Stream _connection;

    public LoopBoundClient(Stream connection)
    {
        _connection = connection;
    }

    ~LoopBoundClient()
    {
        _loop?.Post(_ => _connection.Flush(), null); // expect: LIFE101
    }
}
