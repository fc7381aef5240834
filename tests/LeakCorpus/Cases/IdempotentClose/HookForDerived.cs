// source: MudBlazor/MudBlazor#12811
// rule: LIFE209
// verdict: silent
// The repair: what derives overrides the core, and the guard stays in one place.

public class PagedTabs : IAsyncDisposable
{
    private readonly Stream _layout = File.OpenRead("layout");
    private int _disposed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected virtual async ValueTask DisposeAsyncCore()
    {
        await _layout.DisposeAsync().ConfigureAwait(false);
    }
}
