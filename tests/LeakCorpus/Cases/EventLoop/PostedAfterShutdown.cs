// source: AvaloniaUI/Avalonia#20299
// rule: LIFE403
// verdict: report
// What is posted after the loop has emptied its queue never runs.

public sealed class LoopResource : IAsyncDisposable
{
    private readonly SynchronizationContext _loop = SynchronizationContext.Current ?? new SynchronizationContext();
    private int _closed;

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            _loop.Post(static _ => Console.WriteLine("released"), null); // expect: LIFE403

        return default;
    }
}
