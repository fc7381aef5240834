// source: saguiitay/WebDAVClient#45
// rule: LIFE301
// verdict: report
// The type makes the client and nobody can close it.

public sealed class DavClient
{
    private readonly HttpClient _http = new(); // expect: LIFE301

    public Task<string> ListAsync(Uri folder)
    {
        return _http.GetStringAsync(folder);
    }
}
