// source: dotnet/corefx#32864
// rule: LIFE308
// verdict: silent
// The same loop, each response closed.

internal sealed class ClosingProber
{
    private readonly HttpClient _http;

    public ClosingProber(HttpClient http)
    {
        _http = http;
    }

    public async Task<int> ProbeAsync(Uri address)
    {
        var good = 0;
        for (var turn = 0; turn < 100; turn++)
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            if (response.IsSuccessStatusCode)
                good++;
        }

        return good;
    }
}
