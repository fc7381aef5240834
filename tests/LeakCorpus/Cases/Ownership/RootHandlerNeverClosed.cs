// source: Azure/azure-sdk-for-net#3712
// rule: LIFE301
// verdict: report
// The base of a service client makes the handler of the pipeline, closes the client over it without the handler, and the ports run out.

public class ServiceClient : IDisposable
{
    private readonly HttpClientHandler _root; // expect: LIFE301
    private readonly HttpClient _http;

    public ServiceClient()
    {
        _root = new HttpClientHandler();
        _http = new HttpClient(_root, disposeHandler: false);
    }

    public void Dispose()
    {
        _http.Dispose();
    }
}
