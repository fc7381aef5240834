using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>Dispose and DisposeAsync of one type close once between them.</summary>
public sealed partial class GuardCounterpartTests
{
    [Fact]
    public async Task Dispose_and_DisposeAsync_share_a_new_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private readonly Probe _second = new();

                public void Dispose()
                {
                    _probe.Dispose();
                    _second.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    await _second.DisposeAsync();
                    _probe.Dispose();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private readonly Probe _second = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _probe.Dispose();
                    _second.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _second.DisposeAsync();
                    _probe.Dispose();
                }
            }
            """);
    }

    [Fact]
    public async Task The_flag_of_Dispose_is_shared_and_made_atomic()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public void Dispose()
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    _probe.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    _probe.Dispose();
                }

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
    public async Task The_atomic_flag_of_Dispose_is_shared()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 1)
                        return;

                    _probe.Dispose();
                }

                public ValueTask DisposeAsync() => _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _probe.Dispose();
                }

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return default;

                    return _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_DisposeAsync_that_forwards_to_Dispose_leaves_the_guard_to_it()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();

                public void Dispose()
                {
                    _probe.Dispose();
                }

                public ValueTask DisposeAsync()
                {
                    Dispose();
                    return default;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _probe.Dispose();
                }

                public ValueTask DisposeAsync()
                {
                    Dispose();
                    return default;
                }
            }
            """);
    }

    [Fact]
    public async Task A_Dispose_that_waits_for_DisposeAsync_leaves_the_guard_to_it()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();

                public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_Dispose_that_DisposeAsync_calls_at_its_end_has_a_guard_of_its_own()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly MemoryStream _inner = new();
                private readonly MemoryStream _outer = new();

                public virtual void Dispose()
                {
                    _inner.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    await _outer.DisposeAsync();
                    Dispose();
                }
            }
            """,
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly MemoryStream _inner = new();
                private readonly MemoryStream _outer = new();
                private int _disposeStarted;
                private int _disposed;

                public virtual void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _inner.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    await _outer.DisposeAsync();
                    Dispose();
                }
            }
            """);
    }
}
