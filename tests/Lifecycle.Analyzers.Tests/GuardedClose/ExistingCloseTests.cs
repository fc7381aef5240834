using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>What an existing close member gets to release, and where.</summary>
public sealed partial class ExistingCloseTests
{
    [Fact]
    public async Task A_release_follows_those_that_are_there_and_the_close_is_guarded()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public void Dispose()
                {
                    _other.Dispose();
                }
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _other.Dispose();
                    }
                    finally
                    {
                        _http.Dispose();
                    }
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_release_goes_into_the_guarded_part()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                    {
                        _other.Dispose();
                    }
                }
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                    {
                        try
                        {
                            _other.Dispose();
                        }
                        finally
                        {
                            _http.Dispose();
                        }
                    }
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_release_stands_before_what_comes_last()
    {
        await Writer.Releases(
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public virtual void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _other.Dispose();
                    GC.SuppressFinalize(this);
                }
            }
            """,
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public virtual void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _other.Dispose();
                    }
                    finally
                    {
                        _http.Dispose();
                    }
                    GC.SuppressFinalize(this);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task An_expression_body_becomes_a_block()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public void Dispose() => _other.Dispose();
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _other.Dispose();
                    }
                    finally
                    {
                        _http.Dispose();
                    }
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task An_empty_body_gets_guard_and_release()
    {
        await Writer.Releases(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();

                public ValueTask DisposeAsync()
                {
                    return default;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _http.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_method_that_hands_on_a_task_awaits_it()
    {
        await Writer.Releases(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public ValueTask DisposeAsync() => _other.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _other.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await _http.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task Both_close_members_release()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public void Dispose() => _other.Dispose();

                public async ValueTask DisposeAsync()
                {
                    await _other.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _other.Dispose();
                    }
                    finally
                    {
                        _http.Dispose();
                    }
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _other.DisposeAsync();
                    }
                    finally
                    {
                        await _http.DisposeAsync();
                    }
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task Only_Dispose_releases_where_DisposeAsync_calls_it()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http = new();

                public void Dispose()
                {
                }

                public ValueTask DisposeAsync()
                {
                    Dispose();
                    return default;
                }
            }
            """,
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                }

                public ValueTask DisposeAsync()
                {
                    Dispose();
                    return default;
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task Only_DisposeAsync_releases_where_Dispose_waits_for_it()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

                public async ValueTask DisposeAsync()
                {
                    await _other.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _other.DisposeAsync();
                    }
                    finally
                    {
                        await _http.DisposeAsync();
                    }
                }
            }
            """,
            ["_http"]);
    }
}
