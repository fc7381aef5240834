using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>The form in which every caller awaits the same close.</summary>
public sealed partial class ShareTests
{
    [Fact]
    public async Task Every_caller_awaits_the_task_of_the_first()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                /// <summary>Closes.</summary>
                public async ValueTask DisposeAsync()
                {
                    // The probe goes.
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                /// <summary>Closes.</summary>
                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    // The probe goes.
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_task_that_was_handed_on_is_awaited()
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
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task Returned_tasks_become_awaits()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly bool _isFast = false;

                public ValueTask DisposeAsync()
                {
                    if (_isFast)
                        return new ValueTask(Task.Delay(1));

                    if (_probe.IsFinished)
                        return ValueTask.CompletedTask;

                    Func<int> one = () => { return 1; };
                    one();
                    return _probe.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly bool _isFast = false;
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
                    if (_isFast)
                    {
                        await Task.Delay(1).ConfigureAwait(false);
                        return;
                    }

                    if (_probe.IsFinished)
                        return;

                    Func<int> one = () => { return 1; };
                    one();
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_close_that_awaits_nothing_still_hands_its_exception_to_all()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                public ValueTask DisposeAsync()
                {
                    _probe.Dispose();
                    return default;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private Task CloseOnceAsync()
                {
                    try
                    {
                        _probe.Dispose();
                        return Task.CompletedTask;
                    }
                    catch (Exception exception)
                    {
                        return Task.FromException(exception);
                    }
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task A_member_that_returns_a_task()
    {
        await Writer.Guards(
            """
            public class C
            {
                private readonly Probe _probe = new();

                public Task DisposeAsync() => _probe.DisposeAsync().AsTask();
            }
            """,
            """
            public class C
            {
                private readonly Probe _probe = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public Task DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return _closing.Task.Unwrap();
                }

                private async Task CloseOnceAsync()
                {
                    await _probe.DisposeAsync().AsTask().ConfigureAwait(false);
                }
            }
            """,
            style: GuardStyle.Awaits);
    }

    [Fact]
    public async Task An_explicit_implementation()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                async ValueTask IAsyncDisposable.DisposeAsync() => await _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                ValueTask IAsyncDisposable.DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
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
    public async Task Those_who_await_also_wait_for_Dispose()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();

                public void Dispose() => _probe.Dispose();

                public ValueTask DisposeAsync() => _probe.DisposeAsync();
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private readonly TaskCompletionSource<Task> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
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
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _closing.SetResult(CloseOnceAsync());

                    return new ValueTask(_closing.Task.Unwrap());
                }

                private async Task CloseOnceAsync()
                {
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            style: GuardStyle.Awaits);
    }
}
