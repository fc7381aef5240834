using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class DisposeAsyncUnguardedTests
{
    [Theory]
    [InlineData("readonly struct")]
    [InlineData("sealed class")]
    public Task A_lock_that_each_call_takes_and_gives_back_by_using_is_no_work(string kind)
    {
        return Verify.Rule(Id, $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            static class Locks
            {
                public static async ValueTask<Releaser> LockAsync(this SemaphoreSlim semaphore, CancellationToken token = default)
                {
                    await semaphore.WaitAsync(token).ConfigureAwait(false);
                    return new(semaphore);
                }

                public {{kind}} Releaser(SemaphoreSlim semaphore) : IDisposable
                {
                    public void Dispose() => semaphore.Release();
                }
            }

            interface ISession { Task CloseAsync(); }

            class Server(ISession session) : IAsyncDisposable
            {
                private readonly SemaphoreSlim _lock = new(1, 1);
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    using var _ = await _lock.LockAsync().ConfigureAwait(false);
                    if (_disposed)
                        return;

                    _disposed = true;
                    await session.CloseAsync().ConfigureAwait(false);
                }
            }
            """);
    }
}
