using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class NewCloseTests
{
    [Fact]
    public async Task A_value_that_only_closes_asynchronously_makes_the_close_asynchronous()
    {
        await Writer.Releases(
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public sealed class C
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public sealed class C : IAsyncDisposable
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _inner.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await _http.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """,
            ["_inner", "_http"]);
    }

    [Fact]
    public async Task An_asynchronous_close_of_an_open_type_has_a_core()
    {
        await Writer.Releases(
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public class C
            {
                private readonly Inner? _inner = new();
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public class C : IAsyncDisposable
            {
                private readonly Inner? _inner = new();
                private readonly Probe _http = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    try
                    {
                        if (_inner is not null)
                            await _inner.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await _http.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """,
            ["_inner", "_http"]);
    }

    [Fact]
    public async Task An_asynchronous_close_is_shared_where_that_is_asked_for()
    {
        await Writer.Releases(
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public sealed class C
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public sealed class C : IAsyncDisposable
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    try
                    {
                        await _inner.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await _http.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """,
            ["_inner", "_http"],
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_shared_close_of_an_open_type()
    {
        await Writer.Releases(
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public class C
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public class C : IAsyncDisposable
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    try
                    {
                        await _inner.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await _http.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """,
            ["_inner", "_http"],
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_type_with_a_finalizer_suppresses_it()
    {
        await Writer.Releases(
            """
            public sealed class C
            {
                private readonly Probe _http = new();

                ~C()
                {
                }
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                ~C()
                {
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                    GC.SuppressFinalize(this);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_property_is_released_alike()
    {
        await Writer.Releases(
            """
            public sealed class C
            {
                public Probe Http { get; } = new();
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private int _disposed;

                public Probe Http { get; } = new();

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Http.Dispose();
                }
            }
            """,
            ["Http"]);
    }

    [Fact]
    public async Task A_value_with_an_explicit_Dispose_is_cast()
    {
        await Writer.Releases(
            """
            public sealed class Inner : IDisposable
            {
                void IDisposable.Dispose()
                {
                }
            }

            public sealed class C
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed class Inner : IDisposable
            {
                void IDisposable.Dispose()
                {
                }
            }

            public sealed class C : IDisposable
            {
                private readonly Inner _inner = new();
                private readonly Probe _http = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        ((IDisposable)_inner).Dispose();
                    }
                    finally
                    {
                        _http.Dispose();
                    }
                }
            }
            """,
            ["_inner", "_http"]);
    }
}
