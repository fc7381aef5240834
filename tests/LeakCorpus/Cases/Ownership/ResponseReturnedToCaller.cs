// source: NuGet/NuGet.Client#467
// rule: LIFE308
// verdict: silent
// The response is meant to leave the method open; whoever receives it closes it.

internal sealed class OpenEnded(HttpClient http)
{
    public async Task<HttpResponseMessage> OpenAsync(Uri address)
    {
        var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return response;
    }
}
