// source: RageAgainstThePixel/OpenAI-DotNet#494
// rule: LIFE501
// verdict: report
// The request and its content are closed before they are sent.

public static class Sender
{
    public static Task<HttpResponseMessage> SendAsync(HttpClient http, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}") };
        return http.SendAsync(request); // expect: LIFE501
    }
}
