// source: b-editor/beutl#2188
// rule: LIFE403
// verdict: silent
// The release runs where the close runs, whatever became of the loop.

public sealed class LoopFreeResource : IAsyncDisposable
{
    private readonly SynchronizationContext? _loop = SynchronizationContext.Current;
    private int _closed;

    public bool IsOnLoop => SynchronizationContext.Current == _loop;

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            Console.WriteLine("released");

        return default;
    }
}
