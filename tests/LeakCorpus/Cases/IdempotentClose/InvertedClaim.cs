// source: NethermindEth/nethermind#10907
// rule: LIFE202
// verdict: report
// The condition is the wrong way round: the first caller leaves and every later one would close.

public sealed class BlockFeed : IAsyncDisposable
{
    private readonly Stream _blocks;
    private int _closed;

    public BlockFeed(string path)
    {
        _blocks = File.OpenWrite(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.CompareExchange(ref _closed, 1, 0) == 0) // expect: LIFE202
            return;

        await _blocks.FlushAsync().ConfigureAwait(false);
        await _blocks.DisposeAsync().ConfigureAwait(false);
    }
}
