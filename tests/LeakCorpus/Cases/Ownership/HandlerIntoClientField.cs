// source: dotnet/roslyn-analyzers#6760
// rule: LIFE313
// verdict: silent
// The client takes the handler over and the type closes the client.

public sealed class ApiGateway : IDisposable
{
    private readonly HttpClient _client;

    public ApiGateway()
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
    }

    public void Dispose()
    {
        _client.Dispose();
    }
}
