using System;
using System.Runtime.InteropServices;

namespace ValidCode.Finalizers;

/// <summary>The dispose pattern over native memory: the finalizer takes the native side only.</summary>
public class NativeBuffer : IDisposable
{
    private readonly System.IO.Stream _log;
    private IntPtr _memory;

    public NativeBuffer(int size, System.IO.Stream log)
    {
        _memory = Marshal.AllocHGlobal(size);
        _log = log;
    }

    ~NativeBuffer()
    {
        Dispose(false);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        var memory = System.Threading.Interlocked.Exchange(ref _memory, IntPtr.Zero);
        if (memory == IntPtr.Zero)
            return;

        Marshal.FreeHGlobal(memory);
        if (disposing)
            _log.Flush();
    }
}

/// <summary>The managed side may be asynchronous as long as the finalizer does not reach it.</summary>
public class MixedResource : IDisposable, IAsyncDisposable
{
    private readonly System.IO.Stream _stream;
    private IntPtr _handle;
    private int _disposed;

    public MixedResource(System.IO.Stream stream)
    {
        _stream = stream;
        _handle = Marshal.AllocHGlobal(16);
    }

    ~MixedResource() => Dispose(disposing: false);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    public async System.Threading.Tasks.ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        Dispose(disposing: false);
        GC.SuppressFinalize(this);
    }

    protected virtual async System.Threading.Tasks.ValueTask DisposeAsyncCore()
    {
        if (System.Threading.Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stream.FlushAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && System.Threading.Interlocked.Exchange(ref _disposed, 1) == 0)
            _stream.Dispose();

        var handle = System.Threading.Interlocked.Exchange(ref _handle, IntPtr.Zero);
        if (handle != IntPtr.Zero)
            Marshal.FreeHGlobal(handle);
    }
}

/// <summary>A finalizer that reports a leak and does nothing else.</summary>
public sealed class LeakReporter : IDisposable
{
    private bool _closed;

    ~LeakReporter()
    {
        System.Diagnostics.Debug.Assert(_closed, "A LeakReporter was not closed.");
    }

    public void Dispose()
    {
        _closed = true;
        GC.SuppressFinalize(this);
    }
}

/// <summary>A count that the collector brings down; nothing is scheduled.</summary>
public sealed class CountedConnection
{
    private static int s_open;

    public CountedConnection() => System.Threading.Interlocked.Increment(ref s_open);

    ~CountedConnection() => System.Threading.Interlocked.Decrement(ref s_open);

    public static int Open => s_open;
}
