// source: Unleash/unleash-dotnet-sdk#40
// rule: LIFE306
// verdict: report
// The client of each request is closed, and its socket waits: under load the ports run out.

public sealed class FeatureFetcher
{
    public async Task<string> FetchAsync(Uri address)
    {
        using (var client = new HttpClient()) // expect: LIFE306
        {
            return await client.GetStringAsync(address);
        }
    }
}
