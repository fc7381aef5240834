// source: dotnet/runtime#35985
// rule: LIFE201
// verdict: silent
// The same trail behind a flag that is claimed first.

public sealed class GuardedAuditTrail : IAsyncDisposable
{
    private readonly StreamWriter _writer;
    private int _closed;

    public GuardedAuditTrail(string path)
    {
        _writer = new StreamWriter(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await _writer.WriteLineAsync("end").ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }
}
