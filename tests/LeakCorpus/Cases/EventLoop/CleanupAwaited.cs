// source: apexcharts/Blazor-ApexCharts#664
// rule: LIFE401
// verdict: silent
// The repaired form: the clean-up is awaited by whoever closes.

public sealed class AwaitedChart(Func<Task> destroy) : IAsyncDisposable
{
    private int _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            await destroy().ConfigureAwait(false);
    }
}
