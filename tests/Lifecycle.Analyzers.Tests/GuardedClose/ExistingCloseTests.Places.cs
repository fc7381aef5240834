using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class ExistingCloseTests
{
    [Fact]
    public async Task A_close_that_may_leave_early_releases_before_it_can()
    {
        await Writer.Releases(
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private MemoryStream? _stream;

                public void Open() => _stream = new MemoryStream();

                public void Dispose()
                {
                    if (_stream == null)
                        return;

                    _stream.Dispose();
                }
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private MemoryStream? _stream;
                private int _disposed;

                public void Open() => _stream = new MemoryStream();

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                    if (_stream == null)
                        return;

                    _stream.Dispose();
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_finally_gets_the_release_so_that_a_failing_one_does_not_skip_it()
    {
        await Writer.Releases(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly MemoryStream _stream = new();
                private readonly MemoryStream _other = new();

                public async ValueTask DisposeAsync()
                {
                    try
                    {
                        await _stream.DisposeAsync();
                    }
                    finally
                    {
                        _other.Dispose();
                    }
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly MemoryStream _stream = new();
                private readonly MemoryStream _other = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _stream.DisposeAsync();
                    }
                    finally
                    {
                        try
                        {
                            _other.Dispose();
                        }
                        finally
                        {
                            await _http.DisposeAsync();
                        }
                    }
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task The_method_that_does_the_shared_work_gets_the_release()
    {
        await Writer.Releases(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly MemoryStream _stream = new();
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
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly MemoryStream _stream = new();
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
                        await _stream.DisposeAsync();
                    }
                    finally
                    {
                        await _http.DisposeAsync();
                    }
                }
            }
            """,
            ["_http"],
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_task_that_is_kept_is_a_guard()
    {
        await Writer.Releases(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly MemoryStream _stream = new();
                private readonly object _gate = new();
                private Task? _closing;

                public ValueTask DisposeAsync()
                {
                    lock (_gate)
                    {
                        return new ValueTask(_closing ??= CloseAsync());
                    }
                }

                private async Task CloseAsync()
                {
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _http = new();
                private readonly MemoryStream _stream = new();
                private readonly object _gate = new();
                private Task? _closing;

                public ValueTask DisposeAsync()
                {
                    lock (_gate)
                    {
                        return new ValueTask(_closing ??= CloseAsync());
                    }
                }

                private async Task CloseAsync()
                {
                    try
                    {
                        await _stream.DisposeAsync();
                    }
                    finally
                    {
                        await _http.DisposeAsync();
                    }
                }
            }
            """,
            ["_http"],
            style: GuardStyle.Awaits);
    }
}
