using System;
using System.Collections.Concurrent;
using System.Net.Http;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.Ownership;

public static class SharedClient
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

    public static Task<string> GetAsync(Uri address) => Http.GetStringAsync(address);
}

public sealed class OwningClient : IDisposable
{
    private readonly HttpClient _http = new();
    private int _disposed;

    public Task<string> GetAsync(Uri address)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);

        return _http.GetStringAsync(address);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _http.Dispose();
    }
}

public sealed class BorrowingClient(HttpClient http)
{
    private readonly HttpClient _http = http;

    public Task<string> GetAsync(Uri address) => _http.GetStringAsync(address);
}

public sealed class ConditionalOwner : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;

    public ConditionalOwner(HttpClient? http = null)
    {
        _http = http ?? new HttpClient();
        _ownsHttp = http is null;
    }

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }
}

public sealed class FlagOwner : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _disposeHttp;

    public FlagOwner()
        : this(new HttpClient(), ownsHttpClient: true)
    {
    }

    public FlagOwner(HttpClient http, bool ownsHttpClient)
    {
        _http = http;
        _disposeHttp = ownsHttpClient;
    }

    public void Dispose()
    {
        if (_disposeHttp)
            _http.Dispose();
    }
}

public sealed class RetryHandler : DelegatingHandler
{
    public RetryHandler()
        : base(new HttpClientHandler())
    {
    }
}

public sealed class HandlerOwner : IDisposable
{
    private readonly HttpClient _http;

    public HandlerOwner()
    {
        var sockets = new SocketsHttpHandler();
        var retry = new RetryHandler { InnerHandler = sockets };
        _http = new HttpClient(retry, disposeHandler: true);
    }

    public void Dispose() => _http.Dispose();
}

public static class Bodies
{
    public static async Task<WebSocketState> UsingDeclaration(Uri address)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None);
        return socket.State;
    }

    public static async Task<WebSocketState> UsingStatement(Uri address)
    {
        using (var socket = new ClientWebSocket())
        {
            await socket.ConnectAsync(address, CancellationToken.None);
            return socket.State;
        }
    }

    public static async Task<WebSocketState> Finally(Uri address)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(address, CancellationToken.None);
            return socket.State;
        }
        finally
        {
            socket.Dispose();
        }
    }

    public static async Task<WebSocketState?> ConditionalUse(Uri? address)
    {
        ClientWebSocket? socket = null;
        if (address is not null)
            socket = new ClientWebSocket();

        if (socket is not null)
            await socket.ConnectAsync(address!, CancellationToken.None);

        var state = socket?.State;
        socket?.Dispose();
        return state;
    }

    public static HttpClient Factory(string agent)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        return http;
    }

    public static (HttpClient Client, Uri Address) Pair(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        return (http, address);
    }

    public static bool TryCreate(Uri? address, out HttpClient? client)
    {
        client = null;
        if (address is null)
            return false;

        var http = new HttpClient { BaseAddress = address };
        client = http;
        return true;
    }

    public static async Task<ClientWebSocket> Connect(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

public sealed class ClientCache : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();

    public HttpClient For(string host) => _clients.GetOrAdd(host, static name => new HttpClient { BaseAddress = new Uri("https://" + name) });

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();

        _clients.Clear();
    }
}
