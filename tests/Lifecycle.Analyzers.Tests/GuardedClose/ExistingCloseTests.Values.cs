using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class ExistingCloseTests
{
    [Fact]
    public async Task An_unguarded_close_is_shared_where_that_is_asked_for()
    {
        await Writer.Releases(
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public void Dispose() => _other.Dispose();

                public ValueTask DisposeAsync() => _other.DisposeAsync();
            }
            """,
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
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
                    finally
                    {
                        _closing.SetResult(Task.CompletedTask);
                    }
                }

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
                        await _other.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await _http.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """,
            ["_http"],
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_value_that_may_be_null_is_released_with_care()
    {
        await Writer.Releases(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private Probe? _http = new();
                private Probe? _other = new();

                public void Swap() => (_http, _other) = (_other, _http);

                public void Dispose()
                {
                }

                public async ValueTask DisposeAsync()
                {
                    await Task.Yield();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private Probe? _http = new();
                private Probe? _other = new();
                private int _disposed;

                public void Swap() => (_http, _other) = (_other, _http);

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _http?.Dispose();
                    }
                    finally
                    {
                        _other?.Dispose();
                    }
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await Task.Yield();
                    }
                    finally
                    {
                        try
                        {
                            if (_http is not null)
                                await _http.DisposeAsync();
                        }
                        finally
                        {
                            if (_other is not null)
                                await _other.DisposeAsync();
                        }
                    }
                }
            }
            """,
            ["_http", "_other"]);
    }

    [Fact]
    public async Task A_value_that_may_be_borrowed_is_released_when_owned()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http;
                private readonly bool _ownsHttp;

                public C(Probe? http = null)
                {
                    _http = http ?? new Probe();
                    _ownsHttp = http is null;
                }

                public C()
                    : this(null)
                {
                }

                public void Dispose()
                {
                }

                public async ValueTask DisposeAsync()
                {
                    await Task.Yield();
                }
            }
            """,
            """
            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _http;
                private readonly bool _ownsHttp;
                private int _disposed;

                public C(Probe? http = null)
                {
                    _http = http ?? new Probe();
                    _ownsHttp = http is null;
                }

                public C()
                    : this(null)
                {
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_ownsHttp)
                        _http.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await Task.Yield();
                    }
                    finally
                    {
                        if (_ownsHttp)
                            await _http.DisposeAsync();
                    }
                }
            }
            """,
            ["_http:_ownsHttp"]);
    }

    [Fact]
    public async Task A_value_that_only_closes_asynchronously_brings_DisposeAsync_to_a_type_with_Dispose()
    {
        await Writer.Releases(
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public sealed class C : IDisposable
            {
                private readonly Inner _inner = new();
                private readonly MemoryStream _stream = new();

                public void Dispose()
                {
                    _stream.Dispose();
                }
            }
            """,
            """
            public sealed class Inner : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => default;
            }

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Inner _inner = new();
                private readonly MemoryStream _stream = new();
                private int _disposed;
                private int _disposeStarted;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    _stream.Dispose();
                }

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
                        Dispose();
                    }
                }
            }
            """,
            ["_inner"]);
    }
}
