// source: dotnet/corefx#32864
// rule: LIFE308
// verdict: report
// Each response holds its connection until it is closed; here none is.

internal sealed class Prober
{
    private readonly HttpClient _http;

    public Prober(HttpClient http)
    {
        _http = http;
    }

    public async Task ProbeAsync(Uri address)
    {
        for (var turn = 0; turn < 100; turn++)
        {
            var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead); // expect: LIFE308
            response.EnsureSuccessStatusCode();
        }
    }
}
