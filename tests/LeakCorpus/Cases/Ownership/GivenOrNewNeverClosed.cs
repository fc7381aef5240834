// source: betalgo/openai#243
// rule: LIFE301
// verdict: report
// The client is made where none is given, and nobody closes it then.

public sealed class CompletionService
{
    private readonly HttpClient _http; // expect: LIFE301

    public CompletionService(HttpClient? given = null)
    {
        _http = given ?? new HttpClient();
    }

    public Task<string> AskAsync(Uri address)
    {
        return _http.GetStringAsync(address);
    }
}
