using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class CloseGuardIneffectiveTests
{
    private const string Id = "LIFE202";

    private const string Usings = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        interface ISession { Task CloseAsync(); void Abort(); }

        """;

    [Fact]
    public Task What_counts_all_objects_guards_none()
    {
        return Verify.Rule(Id, Usings + """
            class C : IAsyncDisposable
            {
                public static int Disposed;

                public ValueTask DisposeAsync()
                {
                    Interlocked.Increment(ref Disposed);
                    return default;
                }
            }
            """);
    }

    [Fact]
    public Task Guard_claimed_after_an_await_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class C(ISession session) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask {|#1:DisposeAsync|}()
                {
                    if (_disposed)
                        return;

                    await session.CloseAsync();
                    {|#0:_disposed = true|};
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1)
                .WithArguments("_disposed", "C", "it is claimed after an await, when another call may be past the check; claim it first"));
    }

    [Fact]
    public Task Guard_claimed_after_a_release_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class C(ISession session) : IAsyncDisposable
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
            """);
    }

    [Fact]
    public Task Ignored_result_of_the_claim_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    [|Interlocked.Exchange(ref _disposed, 1)|];
                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task Inverted_check_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class C(ISession session) : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if ([|Interlocked.CompareExchange(ref _disposed, 1, 0)|] == 0)
                        return;

                    await session.CloseAsync();
                }
            }
            """);
    }

    [Fact]
    public Task State_that_closing_never_changes_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class C(ISession session) : IAsyncDisposable
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
            """);
    }
}
