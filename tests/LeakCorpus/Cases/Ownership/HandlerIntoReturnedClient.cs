// source: dotnet/roslyn-analyzers#4636
// rule: LIFE312
// verdict: silent
// The handler goes into the client, and the client to the caller.

internal static class ClientFactory
{
    public static HttpClient Create(bool redirect)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = redirect };
        return new HttpClient(handler);
    }
}
