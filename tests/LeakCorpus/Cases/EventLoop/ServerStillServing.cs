// source: wiremock/WireMock.Net#792
// rule: LIFE401
// verdict: report
// The server is told to stop and still serves when Dispose has returned.

public interface IHost
{
    Task StopAsync();
}

public sealed class MockServer(IHost host) : IDisposable
{
    public void Dispose()
    {
        host.StopAsync(); // expect: LIFE401
    }
}
