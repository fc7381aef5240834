using System.IO;
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace ValidCode.IdempotentClose;

public interface ISession
{
    bool IsOpen { get; }

    Task CloseAsync(CancellationToken cancellationToken = default);
}

public sealed class ExchangeGuard(ISession session) : IAsyncDisposable
{
    private int _disposed;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await session.CloseAsync().ConfigureAwait(false);
    }
}

public sealed class BoolExchangeGuard(ISession session) : IAsyncDisposable
{
    private bool _disposed;

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _disposed, true) ? default : new ValueTask(session.CloseAsync());
}

public sealed class FlagGuard : IAsyncDisposable
{
    private readonly ISession _session;
    private int _claimed;

    public FlagGuard(ISession session) => _session = session;

    public bool IsDisposed { get; private set; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _claimed, 1) == 0)
        {
            IsDisposed = true;
            await _session.CloseAsync();
        }
    }
}

public sealed class LockedFlagGuard(ISession session) : IAsyncDisposable
{
    private readonly object _gate = new();
    private bool _disposed;

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;

            _disposed = true;
        }

        await session.CloseAsync().ConfigureAwait(false);
    }
}

public sealed class NullOutGuard : IAsyncDisposable
{
    private ISession? _session;

    public NullOutGuard(ISession session) => _session = session;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
            await session.CloseAsync().ConfigureAwait(false);
    }
}

public sealed class CachedTaskGuard(ISession session) : IAsyncDisposable
{
    private readonly object _gate = new();
    private Task? _closing;

    public ValueTask DisposeAsync()
    {
        lock (_gate)
            return new ValueTask(_closing ??= CloseCoreAsync());
    }

    private async Task CloseCoreAsync()
    {
        await session.CloseAsync().ConfigureAwait(false);
    }
}

public sealed class LazyTaskGuard : IAsyncDisposable
{
    private readonly Lazy<Task> _closing;

    public LazyTaskGuard(ISession session) => _closing = new Lazy<Task>(() => session.CloseAsync());

    public ValueTask DisposeAsync() => new(_closing.Value);
}

public sealed class AwaitFirstCloserGuard(ISession session) : IAsyncDisposable
{
    private TaskCompletionSource? _closed;

    public async ValueTask DisposeAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _closed, mine, null) is { } first)
        {
            await first.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await session.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            mine.SetResult();
        }
    }
}

public enum PumpState
{
    Running,
    Closing,
    Closed,
}

public sealed class StateGuard(ISession session) : IAsyncDisposable
{
    private readonly object _gate = new();
    private PumpState _state;

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_state != PumpState.Running)
                return;

            _state = PumpState.Closing;
        }

        await session.CloseAsync().ConfigureAwait(false);
        _state = PumpState.Closed;
    }
}

public sealed class CancelledSourceGuard(ISession session) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;

        await _stop.CancelAsync();
        await session.CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }
}

public abstract class GuardedBase : IAsyncDisposable
{
    private int _disposed;

    public async ValueTask DisposeAsync()
    {
        if (!TryMarkDisposed())
            return;

        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask DisposeAsyncCore();

    private bool TryMarkDisposed() => Interlocked.CompareExchange(ref _disposed, 1, 0) == 0;
}

public sealed class GuardedByBase(ISession session) : GuardedBase
{
    protected override async ValueTask DisposeAsyncCore() => await session.CloseAsync().ConfigureAwait(false);
}

public sealed class LatchGuard : IAsyncDisposable
{
    private readonly Channel<int> _queue = Channel.CreateUnbounded<int>();
    private readonly Task _pump;
    private readonly ISession _session;

    public LatchGuard(ISession session)
    {
        _session = session;
        _pump = PumpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete())
            return;

        await _pump.ConfigureAwait(false);
        await _session.CloseAsync().ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        await foreach (var item in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            GC.KeepAlive(item);
    }
}

public sealed class InnerStateGuard(ISession session) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (session.IsOpen)
            await session.CloseAsync().ConfigureAwait(false);
    }
}

public sealed class Forwarding(Stream inner) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

public sealed class NothingToRelease : IAsyncDisposable
{
    public static readonly NothingToRelease Instance = new();

    public ValueTask DisposeAsync() => default;
}

public sealed class SharedGuard(ISession session) : IDisposable, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _disposed;

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_disposed)
                return;

            _disposed = true;
            await session.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}

public sealed class DrainedPool : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _items = new();

    public async ValueTask DisposeAsync()
    {
        while (_items.TryPop(out var item))
            await item.DisposeAsync().ConfigureAwait(false);
    }
}
