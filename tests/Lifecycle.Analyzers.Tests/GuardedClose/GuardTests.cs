using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>Every form that a close member can have gets the guard.</summary>
public sealed partial class GuardTests
{
    [Fact]
    public async Task A_block_gets_the_guard_first()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """);
    }

    [Fact]
    public async Task A_method_that_hands_on_a_value_task_returns_default()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public ValueTask DisposeAsync()
                {
                    return _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

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
    public async Task A_method_that_hands_on_a_task_returns_a_completed_one()
    {
        await Writer.Guards(
            """
            public sealed class C
            {
                private readonly Probe _probe = new();

                public Task DisposeAsync() => _probe.DisposeAsync().AsTask();
            }
            """,
            """
            public sealed class C
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public Task DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return Task.CompletedTask;

                    return _probe.DisposeAsync().AsTask();
                }
            }
            """);
    }

    [Fact]
    public async Task An_expression_body_becomes_a_block()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public ValueTask DisposeAsync() => _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

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
    public async Task An_awaiting_expression_body_becomes_a_block()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public async ValueTask DisposeAsync() => await _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

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
    public async Task A_synchronous_Dispose_is_guarded_alike()
    {
        await Writer.Guards(
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _probe = new();

                public void Dispose() => _probe.Dispose();
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _probe.Dispose();
                }
            }
            """);
    }

    [Fact]
    public async Task An_explicit_implementation()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                ValueTask IAsyncDisposable.DisposeAsync()
                {
                    return _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                ValueTask IAsyncDisposable.DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return default;

                    return _probe.DisposeAsync();
                }
            }
            """);
    }
}
