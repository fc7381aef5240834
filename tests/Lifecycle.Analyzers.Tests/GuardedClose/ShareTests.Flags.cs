using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class ShareTests
{
    [Fact]
    public async Task The_flag_of_Dispose_is_shared()
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
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    try
                    {
                        _probe.Dispose();
                    }
                    finally
                    {
                        _closing.SetResult(Task.CompletedTask);
                    }
                }

                public ValueTask DisposeAsync()
                {
                    if (!Interlocked.Exchange(ref _disposed, true))
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_late_claim_goes()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

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
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

                public ValueTask DisposeAsync()
                {
                    if (!Interlocked.Exchange(ref _disposed, true))
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_check_around_the_work_keeps_its_flag()
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
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposeStarted;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    if (!_disposed)
                    {
                        await _probe.DisposeAsync();
                        _disposed = true;
                    }
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_property_that_is_the_state_is_set_when_the_close_begins()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public bool IsClosed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if (IsClosed)
                        return;

                    await _probe.DisposeAsync();
                    IsClosed = true;
                    GC.SuppressFinalize(this);
                }
            }
            """,
            """
            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public bool IsClosed { get; private set; }

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    IsClosed = true;
                    await _probe.DisposeAsync();
                    GC.SuppressFinalize(this);
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task Names_that_are_taken_are_not_used_twice()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly int _closing = 1;
                private readonly int _disposed = 2;

                public int CloseOnceAsync() => _closing + _disposed;

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly int _closing = 1;
                private readonly int _disposed = 2;
                private readonly TaskCompletionSource<Task> _closing2 = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposeStarted;

                public int CloseOnceAsync() => _closing + _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) == 0)
                        _closing2.SetResult(CloseOnceAsync2());

                    return new ValueTask(_closing2.Task.Unwrap());
                }

                private async Task CloseOnceAsync2()
                {
                    await _probe.DisposeAsync();
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_DisposeAsync_that_forwards_to_Dispose_has_no_task_to_share()
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
            null,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_task_that_is_returned_under_a_lock_cannot_be_awaited_there()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly object _gate = new();

                public ValueTask DisposeAsync()
                {
                    lock (_gate)
                    {
                        return _probe.DisposeAsync();
                    }
                }
            }
            """,
            null,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_local_that_lives_on_the_stack_cannot_be_awaited_past()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public ValueTask DisposeAsync()
                {
                    Span<byte> zeros = stackalloc byte[4];
                    zeros.Clear();
                    return _probe.DisposeAsync();
                }
            }
            """,
            null,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task Unsafe_code_cannot_await()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public unsafe ValueTask DisposeAsync()
                {
                    return _probe.DisposeAsync();
                }
            }
            """,
            null,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task Before_CSharp_9_the_type_is_written_out()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();

                public ValueTask DisposeAsync()
                {
                    _stream.Dispose();
                    return new ValueTask(Task.Delay(1));
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                private readonly TaskCompletionSource<Task> _closing = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    _stream.Dispose();
                    await Task.Delay(1).ConfigureAwait(false);
                }
            }
            """,
            style: GuardStyle.Awaits,
            target: Target.Old);
    }
}
