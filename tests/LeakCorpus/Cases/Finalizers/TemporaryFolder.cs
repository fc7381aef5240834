// source: hardkoded/puppeteer-sharp#2685
// rule: LIFE101
// verdict: report
// The finalizer goes through Dispose to an asynchronous delete that nobody awaits.

public sealed class TemporaryFolder : IDisposable, IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private int _closed;

    ~TemporaryFolder()
    {
        Dispose(); // expect: LIFE101
    }

    public void Dispose()
    {
        _ = DisposeAsync(); // expect: LIFE401
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        GC.SuppressFinalize(this);
        while (Directory.Exists(_path))
        {
            await Task.Delay(100).ConfigureAwait(false);
            Directory.Delete(_path, recursive: true);
        }
    }
}
