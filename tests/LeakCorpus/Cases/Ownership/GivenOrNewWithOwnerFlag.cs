// source: graphql-dotnet/graphql-client#335
// rule: LIFE305
// verdict: silent
// Only the client that the type made itself is closed.

public sealed class GraphClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _owned;

    public GraphClient(HttpClient? given = null)
    {
        _owned = given is null;
        _http = given ?? new HttpClient();
    }

    public void Dispose()
    {
        if (_owned)
            _http.Dispose();
    }
}
