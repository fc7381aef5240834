// source: restsharp/RestSharp#1712
// rule: LIFE305
// verdict: report
// The wrapper closes a client that its caller gave it and goes on using.

public sealed class RestWrapper : IDisposable
{
    private readonly HttpClient _http;

    public RestWrapper(HttpClient http)
    {
        _http = http;
    }

    public Task<string> GetAsync(Uri address)
    {
        return _http.GetStringAsync(address);
    }

    public void Dispose()
    {
        _http.Dispose(); // expect: LIFE305
    }
}
