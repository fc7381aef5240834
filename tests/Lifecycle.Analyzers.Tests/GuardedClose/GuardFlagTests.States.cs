using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardFlagTests
{
    [Fact]
    public async Task A_property_that_shows_the_flag_counts_as_the_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public bool IsDisposed => _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (IsDisposed)
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
                private bool _disposed;

                public bool IsDisposed => _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_property_that_is_the_state_is_set_after_the_claim_of_a_new_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public bool IsDisposed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if (IsDisposed)
                        return;

                    await _probe.DisposeAsync();
                    IsDisposed = true;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public bool IsDisposed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    IsDisposed = true;

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_others_set_too_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _stopping;

                public bool IsRunning => !_stopping;

                public void Stop() => _stopping = true;

                public async ValueTask DisposeAsync()
                {
                    _stopping = true;
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _stopping;
                private int _disposed;

                public bool IsRunning => !_stopping;

                public void Stop() => _stopping = true;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stopping = true;
                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_starts_out_set_is_no_closed_flag()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _idle = true;

                public bool IsIdle => _idle;

                public async ValueTask DisposeAsync()
                {
                    _idle = true;
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _idle = true;
                private int _disposed;

                public bool IsIdle => _idle;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _idle = true;
                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_would_turn_away_what_the_close_calls_is_left_to_that()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public async Task StopAsync()
                {
                    if (_disposed)
                        return;

                    await _probe.DisposeAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    await StopAsync();
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

                public async Task StopAsync()
                {
                    if (_disposed)
                        return;

                    await _probe.DisposeAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    await StopAsync();
                    _disposed = true;
                }
            }
            """);
    }
}
