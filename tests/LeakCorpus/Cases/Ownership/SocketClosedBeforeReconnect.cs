// source: BarRaider/obs-websocket-dotnet#45
// rule: LIFE304
// verdict: silent
// The repair: the last socket is closed before the next one takes its place.

public sealed class CarefulRemoteControl : IDisposable
{
    private System.Net.WebSockets.ClientWebSocket? _socket;

    public async Task ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        _socket?.Dispose();
        _socket = new System.Net.WebSockets.ClientWebSocket();
        await _socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _socket?.Dispose();
    }
}
