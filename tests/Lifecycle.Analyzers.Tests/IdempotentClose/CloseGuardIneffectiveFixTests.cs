using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

/// <summary>Each kind of guard that does not guard is mended where it stands.</summary>
public sealed partial class CloseGuardIneffectiveFixTests
{
    [Fact]
    public Task A_claim_after_an_await_becomes_the_check()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

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
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

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
    public Task A_claim_after_a_release_becomes_the_check()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public ValueTask DisposeAsync()
                {
                    if (!_disposed)
                    {
                        session.Abort();
                        [|_disposed = true|];
                    }

                    return default;
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public ValueTask DisposeAsync()
                {
                    if (!Interlocked.Exchange(ref _disposed, true))
                    {
                        session.Abort();
                    }

                    return default;
                }
            }
            """);
    }

    [Fact]
    public Task An_ignored_result_is_used()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    [|Interlocked.Exchange(ref _disposed, 1)|];
                    await session.CloseAsync();
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task An_inverted_claim_is_turned_round()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if ([|Interlocked.CompareExchange(ref _disposed, 1, 0)|] == 0)
                        return;

                    await session.CloseAsync();
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task An_inverted_check_is_turned_round()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (![|_disposed|])
                        return;

                    _disposed = true;
                    await session.CloseAsync();
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

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
    public Task A_state_that_closing_never_changes_gives_way_to_a_flag()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask DisposeAsync()
                {
                    if ([|_stop.IsCancellationRequested|])
                        return;

                    await session.CloseAsync();
                    _stop.Dispose();
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await session.CloseAsync();
                    _stop.Dispose();
                }
            }
            """);
    }

    [Fact]
    public Task A_state_around_the_work_that_closing_never_changes_gives_way_to_a_flag()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private readonly CancellationTokenSource _stop = new();

                public async ValueTask DisposeAsync()
                {
                    if (![|_stop.IsCancellationRequested|])
                    {
                        await session.CloseAsync();
                        _stop.Dispose();
                    }
                }
            }
            """,
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private readonly CancellationTokenSource _stop = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                    {
                        await session.CloseAsync();
                        _stop.Dispose();
                    }
                }
            }
            """);
    }

    private static Task FixAsync([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource)
    {
        const string Head =
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public interface ISession
            {
                Task CloseAsync();

                void Abort();
            }


            """;
        return Verify.Fix("LIFE202", Head + source, Head + fixedSource, "LIFE202.ClaimBeforeClosing");
    }
}
