// source: uhaciogullari/HttpClientFactoryLite#5
// rule: LIFE302
// verdict: silent
// Clients of the factory need no close: the factory tracks their handlers.

internal sealed class TypedCaller(IHttpClientFactory factory)
{
    public async Task<string> GetAsync(Uri address)
    {
        var client = factory.CreateClient("api");
        return await client.GetStringAsync(address);
    }
}
