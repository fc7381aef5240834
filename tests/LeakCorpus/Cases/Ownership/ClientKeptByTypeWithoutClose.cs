// source: ServiceStack/Issues#439
// rule: LIFE301
// verdict: report
// The client goes into a type that keeps it and has no close member: from there on nobody can close it.

public sealed class MessageGateway
{
    private readonly HttpClient _http; // expect: LIFE301

    private MessageGateway(HttpClient http)
    {
        _http = http;
    }

    public static MessageGateway Connect(Uri address)
    {
        return new MessageGateway(new HttpClient { BaseAddress = address });
    }

    public Task<string> NextAsync()
    {
        return _http.GetStringAsync("next");
    }
}
