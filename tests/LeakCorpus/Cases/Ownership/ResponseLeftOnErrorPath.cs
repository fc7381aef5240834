// source: abpframework/abp#25478
// rule: LIFE308
// verdict: report
// The proxy closes the response on success and forgets it when the status is an error.

internal sealed class RemoteProxy(HttpClient http)
{
    public async Task<string?> CallAsync(Uri address)
    {
        var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead); // expect: LIFE308
        if (!response.IsSuccessStatusCode)
            return null;

        var text = await response.Content.ReadAsStringAsync();
        response.Dispose();
        return text;
    }
}
