using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>A release comes after the work that is there, also where that work is a task.</summary>
public sealed partial class ExistingCloseTests
{
    [Fact]
    public async Task Release_follows_the_await_of_a_helper_that_returns_before_its_work_is_done()
    {
        await Releases(
            """
            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                await EndAsync();
            }

            private Task EndAsync()
            {
                var ended = new TaskCompletionSource();
                ThreadPool.QueueUserWorkItem(async _ =>
                {
                    await _http.DeleteAsync("x");
                    ended.SetResult();
                });
                return ended.Task;
            }
            """,
            """
            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                try
                {
                    await EndAsync();
                }
                finally
                {
                    _http.Dispose();
                }
            }

            private Task EndAsync()
            {
                var ended = new TaskCompletionSource();
                ThreadPool.QueueUserWorkItem(async _ =>
                {
                    await _http.DeleteAsync("x");
                    ended.SetResult();
                });
                return ended.Task;
            }
            """);
    }

    [Fact]
    public async Task Release_stays_in_an_asynchronous_helper()
    {
        await Releases(
            """
            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                await EndAsync();
            }

            private async Task EndAsync()
            {
                await _http.DeleteAsync("x");
            }
            """,
            """
            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                await EndAsync();
            }

            private async Task EndAsync()
            {
                try
                {
                    await _http.DeleteAsync("x");
                }
                finally
                {
                    _http.Dispose();
                }
            }
            """);
    }

    [Fact]
    public async Task Helper_whose_task_is_handed_back_awaits_its_work_and_then_releases()
    {
        await Releases(
            """
            public ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return default;

                return new(EndAsync());
            }

            private Task EndAsync() => _http.DeleteAsync("x");
            """,
            """
            public ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return default;

                return new(EndAsync());
            }

            private async Task EndAsync()
            {
                try
                {
                    await _http.DeleteAsync("x").ConfigureAwait(false);
                }
                finally
                {
                    _http.Dispose();
                }
            }
            """);
    }

    [Fact]
    public async Task Close_that_hands_back_a_task_awaits_it_and_then_releases()
    {
        await Releases(
            """
            public ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return default;

                return new ValueTask(_http.DeleteAsync("x")); // The last word.
            }
            """,
            """
            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                try
                {
                    await _http.DeleteAsync("x").ConfigureAwait(false); // The last word.
                }
                finally
                {
                    _http.Dispose();
                }
            }
            """);
    }

    [Fact]
    public async Task Release_is_not_put_before_work_that_needs_it()
    {
        await Releases(
            """
            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                if (_http.BaseAddress is null)
                {
                    Console.WriteLine("Early");
                    return;
                }

                await _http.DeleteAsync("x");
            }
            """,
            expected: null);
    }

    private static async Task Releases(string close, string? expected)
    {
        Assert.Equal(
            expected is null ? null : Owner(expected),
            await Writer.ChangeAsync(
                Owner(close),
                "C",
                writer => writer.TryAddSteps([new CloseStep.Release(writer.Type.GetMembers("_http").Single())], GuardStyle.Returns)));
    }

    private static string Owner(string close)
    {
        return $$"""
            using System;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            sealed class C : IAsyncDisposable
            {
                private readonly HttpClient _http = new();
                private int _disposed;

                {{close.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
            }
            """.ReplaceLineEndings("\n");
    }
}
