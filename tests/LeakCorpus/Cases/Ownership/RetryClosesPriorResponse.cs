// source: dotnet/aspnetcore#36162
// rule: LIFE308
// verdict: silent
// The repaired form: the refused response is closed before the next one is fetched.

internal sealed class RetryingCaller(HttpClient http)
{
    public async Task<string> ReadAsync(Uri address)
    {
        var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        for (var turn = 0; turn < 3 && !response.IsSuccessStatusCode; turn++)
        {
            response.Dispose();
            response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        }

        using (response)
        {
            return await response.Content.ReadAsStringAsync();
        }
    }
}
