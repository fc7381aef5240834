using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.Ownership;

/// <summary>The caller says whose the client is.</summary>
public sealed class FlaggedOwner : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _leaveOpen;
    private bool _disposed;

    public FlaggedOwner(HttpClient http, bool leaveOpen)
    {
        _http = http;
        _leaveOpen = leaveOpen;
    }

    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        if (!_leaveOpen)
            _http.Dispose();
    }
}

/// <summary>Every creation hands a fresh client over.</summary>
public sealed class HandedOver : IDisposable
{
    private readonly HttpClient _http;

    public HandedOver(HttpClient http)
    {
        _http = http;
    }

    public static HandedOver Create(TimeSpan timeout)
    {
        return new HandedOver(new HttpClient { Timeout = timeout });
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A decorator is closed in the place of what it wraps.</summary>
public sealed class CountingStore : IStore
{
    private readonly IStore _inner;
    private int _reads;

    public CountingStore(IStore inner)
    {
        _inner = inner;
    }

    public Task<string> ReadAsync(string key)
    {
        Interlocked.Increment(ref _reads);
        return _inner.ReadAsync(key);
    }

    public void Dispose() => _inner.Dispose();
}

public interface IStore : IDisposable
{
    Task<string> ReadAsync(string key);
}

/// <summary>Who wraps a stream closes it.</summary>
public sealed class Packets : IDisposable
{
    private readonly Stream _stream;

    public Packets(Stream stream)
    {
        _stream = stream;
    }

    public int Next() => _stream.ReadByte();

    public void Dispose() => _stream.Dispose();
}

public static class SharedHandler
{
    private static readonly SocketsHttpHandler Handler = new() { PooledConnectionLifetime = TimeSpan.FromMinutes(2) };

    public static async Task<string> GetAsync(Uri address, TimeSpan timeout)
    {
        using var http = new HttpClient(Handler, disposeHandler: false) { Timeout = timeout };
        return await http.GetStringAsync(address);
    }

    public static void Shutdown() => Handler.Dispose();
}

public static class Closing
{
    public static void CloseQuietly(IDisposable? disposable)
    {
        try
        {
            disposable?.Dispose();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
