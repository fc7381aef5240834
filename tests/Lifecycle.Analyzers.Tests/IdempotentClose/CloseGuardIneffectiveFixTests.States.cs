namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class CloseGuardIneffectiveFixTests
{
    [Fact]
    public Task A_property_keeps_its_value_and_a_flag_is_claimed()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                public bool IsDisposed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if (IsDisposed)
                        return;

                    await session.CloseAsync();
                    [|IsDisposed = true|];
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public bool IsDisposed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    IsDisposed = true;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task Dispose_shares_the_flag()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable, IDisposable
            {
                private bool _disposed;

                public void Dispose()
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    session.Abort();
                }

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    await session.CloseAsync();
                    [|_disposed = true|];
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable, IDisposable
            {
                private bool _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    session.Abort();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task A_flag_that_the_work_looks_at_is_left_to_it()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public async Task StopAsync()
                {
                    if (_disposed)
                        throw new ObjectDisposedException(nameof(C));

                    await session.CloseAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    await StopAsync();
                    [|_disposed = true|];
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;
                private int _disposeStarted;

                public async Task StopAsync()
                {
                    if (_disposed)
                        throw new ObjectDisposedException(nameof(C));

                    await session.CloseAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    if (_disposed)
                        return;

                    await StopAsync();
                    _disposed = true;
                }
            }
            """);
    }

    [Fact]
    public Task An_explicit_implementation()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _closed;

                async ValueTask IAsyncDisposable.DisposeAsync()
                {
                    if (_closed == 1) return;
                    await session.CloseAsync();
                    [|_closed = 1|];
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _closed;

                async ValueTask IAsyncDisposable.DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _closed, 1) != 0) return;
                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task A_plain_check_next_to_another_condition()
    {
        return FixAsync(
            """
            public sealed class C(ISession? session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (_disposed || session is null)
                        return;

                    await session.CloseAsync();
                    [|_disposed = true|];
                }
            }
            """,
            """
            public sealed class C(ISession? session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true) || session is null)
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }
}
