// source: NethermindEth/nethermind#10907
// rule: LIFE202
// verdict: silent
// The same claim the right way round, in the shape that wraps the work.

public sealed class WrappedBlockFeed : IAsyncDisposable
{
    private readonly Stream _blocks;
    private int _closed;

    public WrappedBlockFeed(string path)
    {
        _blocks = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _closed, 1, 0) == 0)
        {
            await _blocks.FlushAsync().ConfigureAwait(false);
            await _blocks.DisposeAsync().ConfigureAwait(false);
        }
    }
}
