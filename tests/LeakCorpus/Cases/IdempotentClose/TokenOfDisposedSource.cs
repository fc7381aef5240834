// source: dapr/dotnet-sdk#1797
// rule: LIFE202
// verdict: report
// The question is false for ever: the source is closed, never cancelled.

public sealed class SidecarStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Stream _stream;

    public SidecarStream(string path)
    {
        _stream = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source.IsCancellationRequested) // expect: LIFE202
            return;

        await _stream.FlushAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _source.Dispose();
    }
}
