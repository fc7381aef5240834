// source: Azure/azure-sdk-for-net#5977
// rule: LIFE301
// verdict: silent
// The repaired form: the handler that the client does not take over is closed by the type.

public class PipelineClient : IDisposable
{
    private readonly HttpClientHandler _root;
    private readonly HttpClient _http;

    public PipelineClient()
    {
        _root = new HttpClientHandler();
        _http = new HttpClient(_root, disposeHandler: false);
    }

    public void Dispose()
    {
        _http.Dispose();
        _root.Dispose();
    }
}
