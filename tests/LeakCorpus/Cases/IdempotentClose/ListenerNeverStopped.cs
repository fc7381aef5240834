// source: Aimeast/FxSsh#55
// rule: LIFE207
// verdict: report
// The same mistake without an exception: the stop finds the object closed and returns, and the listener goes on.

public sealed class ForwardingPort : IDisposable
{
    private readonly System.Net.Sockets.TcpListener _listener;
    private bool _isDisposed;

    public ForwardingPort(int port)
    {
        _listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        _listener.Start();
    }

    public void Stop()
    {
        if (_isDisposed)
            return;

        _listener.Stop();
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        Stop(); // expect: LIFE207
    }
}
