// source: wiremock/WireMock.Net#792
// rule: LIFE401
// verdict: silent
// The repaired form: the stop is awaited by whoever closes.

public interface IStoppable
{
    Task StopAsync();
}

public sealed class AwaitedServer(IStoppable host) : IAsyncDisposable
{
    private int _closed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await host.StopAsync().ConfigureAwait(false);
    }
}
