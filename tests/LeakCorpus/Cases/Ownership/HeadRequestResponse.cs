// source: Azure/autorest#1464
// rule: LIFE308
// verdict: report
// A HEAD request asks for the headers alone and drops the response when it has the status.

internal sealed class ExistenceCheck(HttpClient http)
{
    public async Task<bool> ExistsAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead); // expect: LIFE308
        return response.IsSuccessStatusCode;
    }
}
