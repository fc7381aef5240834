// source: MDA2AV/ioxide#136
// rule: LIFE301
// verdict: report
// Two of three transports are closed.

public sealed class Transports : IDisposable
{
    private readonly HttpMessageInvoker _http1 = new(new SocketsHttpHandler()); // expect: LIFE301
    private readonly HttpMessageInvoker _http2 = new(new SocketsHttpHandler());
    private readonly HttpMessageInvoker _http3 = new(new SocketsHttpHandler());

    public void Dispose()
    {
        _http3.Dispose();
        _http2.Dispose();
    }
}
