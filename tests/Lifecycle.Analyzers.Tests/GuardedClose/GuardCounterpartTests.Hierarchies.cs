using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class GuardCounterpartTests
{
    [Fact]
    public async Task The_flag_of_Dispose_bool_is_shared_where_only_Dispose_calls_it()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposedValue;

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (!_disposedValue)
                    {
                        if (disposing)
                            _probe.Dispose();

                        _disposedValue = true;
                    }
                }
            }
            """,
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposedValue;

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposedValue, true))
                        return;

                    await _probe.DisposeAsync();
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (!Interlocked.Exchange(ref _disposedValue, true))
                    {
                        if (disposing)
                            _probe.Dispose();
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task The_pattern_of_the_framework_gets_one_guard_in_front_of_both_entries()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore();
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    await _probe.DisposeAsync();
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (!_disposed)
                    {
                        if (disposing)
                            _probe.Dispose();

                        _disposed = true;
                    }
                }
            }
            """,
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private bool _disposed;
                private int _disposeStarted;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposeStarted, 1) != 0)
                        return;

                    await DisposeAsyncCore();
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    await _probe.DisposeAsync();
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (!_disposed)
                    {
                        if (disposing)
                            _probe.Dispose();

                        _disposed = true;
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task An_empty_Dispose_stays_empty()
    {
        await Writer.Guards(
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly MemoryStream _stream = new();

                public void Dispose()
                {
                }

                public async ValueTask DisposeAsync()
                {
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            public sealed class C : IAsyncDisposable, IDisposable
            {
                private readonly MemoryStream _stream = new();
                private int _disposed;

                public void Dispose()
                {
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task A_finalizer_finds_the_guard_taken()
    {
        await Writer.Guards(
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();

                ~C() => Dispose(false);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    await _probe.DisposeAsync();
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        _probe.Dispose();
                }
            }
            """,
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                ~C() => Dispose(false);

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync();
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        _probe.Dispose();
                }
            }
            """);
    }
}
