// source: auth0/auth0.net#245
// rule: LIFE301
// verdict: silent
// The type closes only what it created; the flag comes through the chain of constructors.

public sealed class ManagementClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttpClient;

    public ManagementClient()
        : this(new HttpClient(), ownsHttpClient: true)
    {
    }

    public ManagementClient(HttpClient http)
        : this(http, ownsHttpClient: false)
    {
    }

    private ManagementClient(HttpClient http, bool ownsHttpClient)
    {
        _http = http;
        _ownsHttpClient = ownsHttpClient;
    }

    public void Dispose()
    {
        if (_ownsHttpClient)
            _http.Dispose();
    }
}
