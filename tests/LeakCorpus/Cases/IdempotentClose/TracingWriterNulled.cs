// source: meziantou/Meziantou.Framework#2579
// rule: LIFE201
// verdict: silent
// The stream is taken out of its field before anything is written: a second close finds nothing.

public sealed class NullingTracingWriter : IAsyncDisposable
{
    private Stream? _output;

    public NullingTracingWriter(string path)
    {
        _output = File.Create(path);
    }

    public async ValueTask DisposeAsync()
    {
        var output = Interlocked.Exchange(ref _output, null);
        if (output is null)
            return;

        await output.WriteAsync("]"u8.ToArray()).ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
    }
}
