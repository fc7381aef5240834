// source: dotnet/aspnetcore#40017
// rule: LIFE312
// verdict: silent
// Closing a request closes its content alone, and this one has none.

public static class UserInformation
{
    public static async Task<string> LoadAsync(HttpClient backchannel, Uri endpoint)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Add("Accept", "application/json");
        using var response = await backchannel.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
