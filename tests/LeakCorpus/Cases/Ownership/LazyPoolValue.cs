// source: AzureAD/microsoft-authentication-library-for-dotnet#5949
// rule: LIFE303
// verdict: silent
// The repaired form: the factory runs only when the key is missing, and the pool lives as long as the process.

internal sealed class LazyPooledClients
{
    private static readonly ConcurrentDictionary<string, HttpClient> Pool = new();

    public HttpClient Get(string name)
    {
        return Pool.GetOrAdd(name, _ => Create());
    }

    private static HttpClient Create()
    {
        return new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
    }
}
