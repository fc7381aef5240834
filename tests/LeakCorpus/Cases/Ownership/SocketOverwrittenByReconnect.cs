// source: BarRaider/obs-websocket-dotnet#45
// rule: LIFE304
// verdict: report
// Each reconnect makes a new web socket and forgets the one before.

public sealed class RemoteControl : IDisposable
{
    private System.Net.WebSockets.ClientWebSocket? _socket;

    public async Task ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        _socket = new System.Net.WebSockets.ClientWebSocket(); // expect: LIFE304
        await _socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _socket?.Dispose();
    }
}
