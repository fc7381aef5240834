// source: dotnet/runtime#35985
// rule: LIFE201
// verdict: report
// The container calls DisposeAsync twice; the second call writes to a closed file.

public sealed class AuditTrail : IAsyncDisposable
{
    private readonly StreamWriter _writer;

    public AuditTrail(string path)
    {
        _writer = new StreamWriter(path);
    }

    public async ValueTask DisposeAsync() // expect: LIFE201
    {
        await _writer.WriteLineAsync("end").ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }
}
