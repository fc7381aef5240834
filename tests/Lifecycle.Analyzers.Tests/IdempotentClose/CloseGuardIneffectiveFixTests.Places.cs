namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class CloseGuardIneffectiveFixTests
{
    [Fact]
    public Task A_claim_in_a_helper_is_mended_there()
    {
        return FixAsync(
            """
            public sealed class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    await CloseAsync();
                }

                private async Task CloseAsync()
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
                    await CloseAsync();
                }

                private async Task CloseAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task A_claim_in_the_core_is_mended_there()
    {
        return FixAsync(
            """
            public class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore();
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    if (_disposed)
                        return;

                    await session.CloseAsync();
                    [|_disposed = true|];
                }
            }
            """,
            """
            public class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore();
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task A_claim_in_a_finally_goes_with_it()
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

                    try
                    {
                        await session.CloseAsync();
                    }
                    finally
                    {
                        [|_disposed = true|];
                    }
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
}
