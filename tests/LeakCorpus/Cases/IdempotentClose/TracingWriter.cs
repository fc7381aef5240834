// source: meziantou/Meziantou.Framework#2579
// rule: LIFE201
// verdict: report
// A second close writes the end of the trace once more and spoils the file.

public sealed class TracingWriter : IAsyncDisposable
{
    private readonly Stream _output;

    public TracingWriter(string path)
    {
        _output = File.Create(path);
    }

    public async ValueTask DisposeAsync() // expect: LIFE201
    {
        try
        {
            await _output.WriteAsync("]"u8.ToArray()).ConfigureAwait(false);
        }
        finally
        {
            await _output.DisposeAsync().ConfigureAwait(false);
        }
    }
}
