// source: NuGet/NuGet.Client#467
// rule: LIFE308
// verdict: report
// The retry loop takes a new response while the refused one is still open.

internal sealed class RetryingSource(HttpClient http)
{
    public async Task<string> ReadAsync(Uri address)
    {
        var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead); // expect: LIFE308
        for (var turn = 0; turn < 3 && !response.IsSuccessStatusCode; turn++)
        {
            response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead); // expect: LIFE308
        }

        using (response)
        {
            return await response.Content.ReadAsStringAsync();
        }
    }
}
