// source: Squidex/squidex-samples#18
// rule: LIFE305
// verdict: report
// Closing the client of one call closes the handler that all calls share.

public sealed class TokenSource
{
    private readonly HttpMessageHandler _shared;

    public TokenSource(HttpMessageHandler shared)
    {
        _shared = shared;
    }

    public async Task<string> TokenAsync(Uri address)
    {
        using var client = new HttpClient(_shared); // expect: LIFE305
        return await client.GetStringAsync(address);
    }
}
