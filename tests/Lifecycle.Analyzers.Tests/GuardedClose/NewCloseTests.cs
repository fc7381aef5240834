using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>The close that a type without one gets.</summary>
public sealed partial class NewCloseTests
{
    [Fact]
    public async Task A_sealed_type_closes_inline()
    {
        await Writer.Releases(
            """
            public sealed class C
            {
                private readonly Probe _http = new();

                public Probe Http => _http;
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public Probe Http => _http;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_type_that_nobody_derives_from_closes_inline()
    {
        await Writer.Releases(
            """
            internal class C
            {
                private readonly Probe _http = new();
            }
            """,
            """
            internal class C : IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _http.Dispose();
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_type_open_to_inheritance_gets_a_hook()
    {
        await Writer.Releases(
            """
            public class C
            {
                private readonly Probe _http = new();
            }
            """,
            """
            public class C : IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                        _http.Dispose();
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_type_that_somebody_derives_from_gets_a_hook()
    {
        await Writer.Releases(
            """
            internal class C
            {
                private readonly Probe _http = new();
            }

            internal class D : C
            {
            }
            """,
            """
            internal class C : IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                        _http.Dispose();
                }
            }

            internal class D : C
            {
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task Several_values_are_released_in_the_order_given()
    {
        await Writer.Releases(
            """
            public sealed class C
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        _http.Dispose();
                    }
                    finally
                    {
                        _other.Dispose();
                    }
                }
            }
            """,
            ["_http", "_other"]);
    }

    [Fact]
    public async Task Several_values_in_a_hook_are_released_under_one_guard()
    {
        await Writer.Releases(
            """
            public class C
            {
                private readonly Probe _http = new();
                private readonly Probe _other = new();
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
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                    {
                        try
                        {
                            _http.Dispose();
                        }
                        finally
                        {
                            _other.Dispose();
                        }
                    }
                }
            }
            """,
            ["_http", "_other"]);
    }
}
