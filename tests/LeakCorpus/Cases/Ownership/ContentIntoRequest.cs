// source: aspnet/Security#886
// rule: LIFE312
// verdict: silent
// The content belongs to the request, and the request closes it.

public static class FormPost
{
    public static async Task<bool> PostAsync(HttpClient http, Uri address, Stream body)
    {
        var content = new StreamContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        using var response = await http.SendAsync(request);
        return response.IsSuccessStatusCode;
    }
}
