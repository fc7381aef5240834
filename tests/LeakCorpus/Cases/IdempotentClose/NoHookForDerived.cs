// source: MudBlazor/MudBlazor#12811
// rule: LIFE209
// verdict: report
// A component that derives from this one has no place for a close of its own.

public class Tabs : IAsyncDisposable // expect: LIFE209
{
    private readonly Stream _layout = File.OpenRead("layout");
    private int _disposed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _layout.DisposeAsync().ConfigureAwait(false);
    }
}
