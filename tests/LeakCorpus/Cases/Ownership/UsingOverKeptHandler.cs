// source: Squidex/squidex-samples#20
// rule: LIFE305
// verdict: silent
// The repaired form: the client of a call leaves the shared handler open.

public sealed class KeepingTokenSource
{
    private readonly HttpMessageHandler _shared;

    public KeepingTokenSource(HttpMessageHandler shared)
    {
        _shared = shared;
    }

    public async Task<string> TokenAsync(Uri address)
    {
        using var client = new HttpClient(_shared, disposeHandler: false);
        return await client.GetStringAsync(address);
    }
}
