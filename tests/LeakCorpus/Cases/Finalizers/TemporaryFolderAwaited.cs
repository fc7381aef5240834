// source: hardkoded/puppeteer-sharp#2689
// rule: LIFE101
// verdict: silent
// The repaired form: whoever owns the folder awaits its delete, and there is no finalizer.

public sealed class AwaitedFolder : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private int _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        while (Directory.Exists(_path))
        {
            await Task.Delay(100).ConfigureAwait(false);
            Directory.Delete(_path, recursive: true);
        }
    }
}
