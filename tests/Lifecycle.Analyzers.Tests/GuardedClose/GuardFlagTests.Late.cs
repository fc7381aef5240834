using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardFlagTests
{
    [Fact]
    public async Task A_claim_in_a_finally_takes_the_finally_with_it()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private volatile bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    try
                    {
                        // Close it.
                        await _probe.DisposeAsync();
                    }
                    finally
                    {
                        _disposed = true;
                    }
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private volatile bool _disposed;

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
    public async Task A_claim_under_a_lock_takes_the_lock_with_it()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly object _gate = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    lock (_gate)
                    {
                        if (_disposed)
                            return;
                    }

                    await _probe.DisposeAsync();

                    lock (_gate)
                    {
                        _disposed = true;
                    }
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly object _gate = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    lock (_gate)
                    {
                        if (Interlocked.Exchange(ref _disposed, true))
                            return;
                    }

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_number_keeps_the_value_that_means_closed()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private const int Closed = 2;
                private readonly Probe _probe = new();
                private int _state;

                public async ValueTask DisposeAsync()
                {
                    if (_state == Closed)
                        return;

                    await _probe.DisposeAsync();
                    _state = Closed;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private const int Closed = 2;
                private readonly Probe _probe = new();
                private int _state;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _state, Closed) == Closed)
                        return;

                    await _probe.DisposeAsync();
                }
            }
            """);
    }
}
