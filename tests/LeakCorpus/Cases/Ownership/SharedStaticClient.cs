// source: ringcentral/RingCentral.Net#7
// rule: LIFE306
// verdict: silent
// The repaired form: one client for the process.

public sealed class SharedFetcher
{
    private static readonly HttpClient Shared = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    public Task<string> FetchAsync(Uri address)
    {
        return Shared.GetStringAsync(address);
    }
}
