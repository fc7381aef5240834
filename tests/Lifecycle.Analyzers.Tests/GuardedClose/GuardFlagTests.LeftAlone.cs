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
    public async Task A_condition_that_closing_does_not_set_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _leaveOpen;

                public void Release(bool leaveOpen) => _leaveOpen = leaveOpen;

                public async ValueTask DisposeAsync()
                {
                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _leaveOpen;
                private int _disposed;

                public void Release(bool leaveOpen) => _leaveOpen = leaveOpen;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_read_only_condition_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public sealed class C(bool leaveOpen) : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private readonly bool _leaveOpen = leaveOpen;

                public async ValueTask DisposeAsync()
                {
                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C(bool leaveOpen) : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private readonly bool _leaveOpen = leaveOpen;
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_leaveOpen)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_means_open_is_left_alone()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _open;

                public void Open() => _open = true;

                public async ValueTask DisposeAsync()
                {
                    if (!_open)
                        return;

                    await _stream.DisposeAsync();
                    _open = false;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private bool _open;
                private int _disposed;

                public void Open() => _open = true;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (!_open)
                        return;

                    await _stream.DisposeAsync();
                    _open = false;
                }
            }
            """);
    }
}
