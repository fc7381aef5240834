using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardFlagTests
{
    [Fact]
    public async Task Before_NET_9_a_bool_becomes_a_number_with_all_its_uses()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                private bool _disposed = false;

                public bool IsOpen => !_disposed && _stream.CanRead;

                public string State => nameof(_disposed) + (Volatile.Read(ref _disposed) ? "closed" : "open");

                public bool Is(bool value) => _disposed == value;

                public void Reopen(bool closed) => Use(this._disposed, _disposed ? 1 : 2);

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    await Task.Delay(1).ConfigureAwait(false);
                    _stream.Dispose();
                    _disposed = true;
                }

                private static void Use(bool closed, int number)
                {
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                private int _disposed = 0;

                public bool IsOpen => _disposed == 0 && _stream.CanRead;

                public string State => nameof(_disposed) + (Volatile.Read(ref _disposed) != 0 ? "closed" : "open");

                public bool Is(bool value) => (_disposed != 0) == value;

                public void Reopen(bool closed) => Use(this._disposed != 0, _disposed != 0 ? 1 : 2);

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await Task.Delay(1).ConfigureAwait(false);
                    _stream.Dispose();
                }

                private static void Use(bool closed, int number)
                {
                }
            }
            """,
            target: Target.Old);
    }

    [Fact]
    public async Task Before_NET_9_a_bool_that_is_more_than_a_condition_is_set_after_the_claim_of_a_new_flag()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                private bool _disposed;

                public bool Check(C other) => other is { _disposed: true };

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    await Task.Delay(1).ConfigureAwait(false);
                    _stream.Dispose();
                    _disposed = true;
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                private bool _disposed;
                private int _disposeStarted;

                public bool Check(C other) => other is { _disposed: true };

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    _disposed = true;

                    await Task.Delay(1).ConfigureAwait(false);
                    _stream.Dispose();
                }
            }
            """,
            target: Target.Old);
    }

    [Fact]
    public async Task Before_NET_9_a_flag_that_others_see_keeps_its_type()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                protected bool disposed;

                public async ValueTask DisposeAsync()
                {
                    if (disposed)
                        return;

                    await Task.Delay(1).ConfigureAwait(false);
                    _stream.Dispose();
                    disposed = true;
                }
            }
            """,
            """
            public class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new MemoryStream();
                protected bool disposed;
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    disposed = true;

                    await Task.Delay(1).ConfigureAwait(false);
                    _stream.Dispose();
                }
            }
            """,
            target: Target.Old);
    }
}
