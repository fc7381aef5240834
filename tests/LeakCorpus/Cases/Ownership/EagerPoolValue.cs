// source: AzureAD/microsoft-authentication-library-for-dotnet#5949
// rule: LIFE303
// verdict: report
// The value argument is made before the look-up: every call but the first leaves a client behind.

internal sealed class PooledClients
{
    private static readonly ConcurrentDictionary<string, HttpClient> Pool = new();

    public HttpClient Get()
    {
        return Pool.GetOrAdd("default", Create()); // expect: LIFE303
    }

    private static HttpClient Create()
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        return client;
    }
}
