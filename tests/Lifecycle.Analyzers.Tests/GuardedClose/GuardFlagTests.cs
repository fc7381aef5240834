using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>The closed state that a type has is claimed where that is safe, and left alone where it is not.</summary>
public sealed partial class GuardFlagTests
{
    [Fact]
    public async Task A_bool_that_is_set_too_late_is_claimed_in_the_place_of_its_check()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public void Use()
                {
                    if (_disposed)
                        throw new ObjectDisposedException(nameof(C));
                }

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
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

                public void Use()
                {
                    if (_disposed)
                        throw new ObjectDisposedException(nameof(C));
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
    public async Task A_check_that_surrounds_the_work_stays_around_it()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (!_disposed)
                    {
                        await _probe.DisposeAsync();
                        _disposed = true;
                    }
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (!Interlocked.Exchange(ref _disposed, true))
                    {
                        await _probe.DisposeAsync();
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task A_flag_that_is_set_and_never_checked_is_claimed_first()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public bool IsOpen => !_disposed;

                public async ValueTask DisposeAsync()
                {
                    _disposed = true;
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public bool IsOpen => !_disposed;

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
    public async Task A_flag_that_is_checked_and_never_set_is_claimed_by_its_check()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed = 0;

                public async ValueTask DisposeAsync()
                {
                    if (_disposed != 0)
                        return;

                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed = 0;

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
    public async Task A_claim_whose_result_is_ignored_is_used()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    Interlocked.Exchange(ref _disposed, 1);
                    await _probe.DisposeAsync();
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

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_claim_whose_result_goes_to_a_local_that_nobody_reads_is_used()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    _ = Interlocked.CompareExchange(ref _disposed, 1, 0);
                    await _probe.DisposeAsync();
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

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_claim_of_the_wrong_polarity_is_turned_round()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        return;

                    await _probe.DisposeAsync();
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

                    await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task An_exchange_with_its_arguments_the_wrong_way_round_is_mended()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.CompareExchange(ref _disposed, 0, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
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

                    await _probe.DisposeAsync();
                }
            }
            """);
    }
}
