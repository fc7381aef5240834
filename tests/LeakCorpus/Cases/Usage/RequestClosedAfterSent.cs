// source: RageAgainstThePixel/OpenAI-DotNet#494
// rule: LIFE501
// verdict: silent
// The repaired form: the answer is there when the request is closed.

public static class AwaitingSender
{
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}") };
        return await http.SendAsync(request);
    }
}
