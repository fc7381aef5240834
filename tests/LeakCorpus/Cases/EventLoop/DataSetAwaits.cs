// source: apache/iotdb-client-csharp#54
// rule: LIFE402
// verdict: silent
// The repaired form: the asynchronous close has an asynchronous way in.

public sealed class AsyncDataSet(Func<Task> close) : IAsyncDisposable
{
    private bool _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, true))
            return;

        await close().ConfigureAwait(false);
    }
}
