using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class DisposeAsyncUnguardedSafeFixTests
{
    private const string Source =
        """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class C : IAsyncDisposable
        {
            private readonly MemoryStream _first = new();
            private readonly MemoryStream _second = new();

            public async ValueTask [|DisposeAsync|]()
            {
                await _first.DisposeAsync();
                await _second.DisposeAsync();
            }
        }
        """;

    [Fact]
    public async Task Close_once_returns_to_the_second_caller()
    {
        await Verify.Fix(
            "LIFE210",
            Source,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _first = new();
                private readonly MemoryStream _second = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _first.DisposeAsync();
                    await _second.DisposeAsync();
                }
            }
            """,
            "LIFE210.CloseOnce");
    }

    [Fact]
    public async Task Close_once_and_share_the_task_lets_every_caller_await()
    {
        await Verify.Fix(
            "LIFE210",
            Source,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _first = new();
                private readonly MemoryStream _second = new();
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
                    await _first.DisposeAsync();
                    await _second.DisposeAsync();
                }
            }
            """,
            "LIFE210.ShareTheTask");
    }
}
