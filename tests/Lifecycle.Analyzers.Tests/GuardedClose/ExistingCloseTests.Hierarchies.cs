using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class ExistingCloseTests
{
    [Fact]
    public async Task The_disposing_branch_of_Dispose_bool_gets_the_release()
    {
        await Writer.Releases(
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private bool _disposedValue;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposedValue, true))
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        // Managed state goes here.
                    }

                    // Native state goes here.
                }
            }
            """,
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private bool _disposedValue;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposedValue, true))
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _http.Dispose();
                        // Managed state goes here.
                    }

                    // Native state goes here.
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_disposing_branch_of_one_statement_gets_braces()
    {
        await Writer.Releases(
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        _other.Dispose();
                }
            }
            """,
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
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
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_Dispose_bool_without_a_disposing_branch_gets_one()
    {
        await Writer.Releases(
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }
            """,
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                        _http.Dispose();
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task An_override_of_Dispose_bool_keeps_the_base_call_last()
    {
        await Writer.Releases(
            """
            public class B : IDisposable
            {
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }

            public class C : B
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _other.Dispose();
                    }

                    base.Dispose(disposing);
                }
            }
            """,
            """
            public class B : IDisposable
            {
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }

            public class C : B
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
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

                    base.Dispose(disposing);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task The_pattern_of_the_framework_releases_in_its_core_and_its_disposing_branch()
    {
        await Writer.Releases(
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

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

                    await DisposeAsyncCore().ConfigureAwait(false);
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    await _other.DisposeAsync().ConfigureAwait(false);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _other.Dispose();
                    }
                }
            }
            """,
            """
            public class C : IAsyncDisposable, IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

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

                    await DisposeAsyncCore().ConfigureAwait(false);
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
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

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
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
                }
            }
            """,
            ["_http"]);
    }
}
