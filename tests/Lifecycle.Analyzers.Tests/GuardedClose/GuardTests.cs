using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed class GuardTests
{
    [Fact]
    public async Task A_new_flag_is_claimed_first()
    {
        await Writer.Guards(
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();

                public async ValueTask DisposeAsync()
                {
                    await _stream.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _stream.DisposeAsync().ConfigureAwait(false);
                }
            }
            """);
    }
}
