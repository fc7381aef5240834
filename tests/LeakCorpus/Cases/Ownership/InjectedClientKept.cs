// source: dotnet/roslyn-analyzers#7584
// rule: LIFE301
// verdict: silent
// An injected client belongs to whoever made it.

public sealed class TypedClient
{
    private readonly HttpClient _http;

    public TypedClient(HttpClient http)
    {
        _http = http;
    }

    public Task<string> GetAsync(Uri address)
    {
        return _http.GetStringAsync(address);
    }
}
