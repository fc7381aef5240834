// source: projectkudu/kudu#347
// rule: LIFE302
// verdict: report
// The reporter makes a client for each report and never closes it.

internal sealed class CoverageReporter
{
    public async Task<bool> ReportAsync(Uri address, string body)
    {
        var client = new HttpClient(); // expect: LIFE302
        client.DefaultRequestHeaders.Add("User-Agent", "reporter");
        using var content = new StringContent(body);
        using var response = await client.PostAsync(address, content);
        return response.IsSuccessStatusCode;
    }
}
