// source: dapr/dotnet-sdk#1797
// rule: LIFE202
// verdict: silent
// The same question with a source that is cancelled before anything else.

public sealed class CancelledSidecarStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Stream _stream;

    public CancelledSidecarStream(string path)
    {
        _stream = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source.IsCancellationRequested)
            return;

        _source.Cancel();
        await _stream.FlushAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _source.Dispose();
    }
}
