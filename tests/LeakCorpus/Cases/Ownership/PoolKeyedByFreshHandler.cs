// source: AzureAD/microsoft-authentication-library-for-dotnet#5948
// rule: LIFE303
// verdict: report
// The key is the hash of a handler made one line above, so that no look-up ever hits and each call adds a client.

internal sealed class ClientsByHandler
{
    private static readonly ConcurrentDictionary<string, HttpClient> Pool = new();

    public HttpClient Get()
    {
        var handler = new HttpClientHandler { UseCookies = false };
        return Pool.GetOrAdd(handler.GetHashCode().ToString(), new HttpClient(handler)); // expect: LIFE303
    }
}
