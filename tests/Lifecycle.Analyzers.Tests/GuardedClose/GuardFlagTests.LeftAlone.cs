using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardFlagTests
{
    [Fact]
    public async Task A_second_call_that_threw_returns()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        throw new ObjectDisposedException(nameof(C));

                    await _probe.DisposeAsync();
                    _disposed = true;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;
                private int _disposeStarted;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    if (_disposed)
                        throw new ObjectDisposedException(nameof(C));

                    await _probe.DisposeAsync();
                    _disposed = true;
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_is_read_in_the_middle_of_the_work_is_left_to_that()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    var wasOpen = !_disposed;
                    _disposed = true;
                    if (wasOpen)
                        await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;
                private int _disposeStarted;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    var wasOpen = !_disposed;
                    _disposed = true;
                    if (wasOpen)
                        await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_claim_that_is_taken_back_on_failure_is_still_taken_back()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    try
                    {
                        await _stream.DisposeAsync();
                        _disposed = true;
                    }
                    catch (IOException)
                    {
                        _disposed = false;
                        throw;
                    }
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    try
                    {
                        await _stream.DisposeAsync();
                    }
                    catch (IOException)
                    {
                        _disposed = false;
                        throw;
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_is_set_back_afterwards_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _closing;

                public async ValueTask DisposeAsync()
                {
                    if (_closing)
                        return;

                    _closing = true;
                    await _probe.DisposeAsync();
                    _closing = false;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _closing;
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_closing)
                        return;

                    _closing = true;
                    await _probe.DisposeAsync();
                    _closing = false;
                }
            }
            """);
    }

    [Fact]
    public async Task A_state_of_several_values_is_left_alone()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private State _state;

                private enum State
                {
                    Open,
                    Closing,
                    Closed,
                }

                public async ValueTask DisposeAsync()
                {
                    if (_state == State.Closed)
                        return;

                    _state = State.Closing;
                    await _probe.DisposeAsync();
                    _state = State.Closed;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private State _state;
                private int _disposed;

                private enum State
                {
                    Open,
                    Closing,
                    Closed,
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_state == State.Closed)
                        return;

                    _state = State.Closing;
                    await _probe.DisposeAsync();
                    _state = State.Closed;
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_of_another_instance_is_no_flag_of_this_one()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private C? _next;
                private bool _disposed;

                public void Append(C next) => _next = next;

                public async ValueTask DisposeAsync()
                {
                    if (_next is not null && _next._disposed)
                        return;

                    await _probe.DisposeAsync();
                    _disposed = true;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private C? _next;
                private bool _disposed;
                private int _disposeStarted;

                public void Append(C next) => _next = next;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    if (_next is not null && _next._disposed)
                        return;

                    await _probe.DisposeAsync();
                    _disposed = true;
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_is_set_in_a_tuple_is_left_alone()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private Probe? _probe = new();
                private bool _disposed;

                public bool IsDisposed => _disposed;

                public async ValueTask DisposeAsync()
                {
                    var probe = _probe;
                    (_disposed, _probe) = (true, null);
                    if (probe is not null)
                        await probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private Probe? _probe = new();
                private bool _disposed;
                private int _disposeStarted;

                public bool IsDisposed => _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    var probe = _probe;
                    (_disposed, _probe) = (true, null);
                    if (probe is not null)
                        await probe.DisposeAsync();
                }
            }
            """);
    }
}
