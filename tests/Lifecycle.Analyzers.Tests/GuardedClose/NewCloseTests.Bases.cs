using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class NewCloseTests
{
    [Fact]
    public async Task A_base_with_Dispose_bool_is_overridden()
    {
        await Writer.Releases(
            """
            public class B : IDisposable
            {
                public void Dispose()
                {
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
            }
            """,
            """
            public class B : IDisposable
            {
                public void Dispose()
                {
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
                private int _disposed;

                protected override void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                        _http.Dispose();

                    base.Dispose(disposing);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_base_with_both_hooks_has_both_overridden_under_one_guard()
    {
        await Writer.Releases(
            """
            public class B : IDisposable, IAsyncDisposable
            {
                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }

                protected virtual ValueTask DisposeAsyncCore() => default;
            }

            public class C : B
            {
                private readonly Probe _http = new();
            }
            """,
            """
            public class B : IDisposable, IAsyncDisposable
            {
                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }

                protected virtual ValueTask DisposeAsyncCore() => default;
            }

            public class C : B
            {
                private readonly Probe _http = new();
                private int _disposed;

                protected override void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                        _http.Dispose();

                    base.Dispose(disposing);
                }

                protected override async ValueTask DisposeAsyncCore()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        await _http.DisposeAsync().ConfigureAwait(false);

                    await base.DisposeAsyncCore().ConfigureAwait(false);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_base_with_a_virtual_Dispose_is_overridden()
    {
        await Writer.Releases(
            """
            public abstract class B : IDisposable
            {
                public virtual void Dispose()
                {
                    GC.SuppressFinalize(this);
                }
            }

            public sealed class C : B
            {
                private readonly Probe _http = new();
            }
            """,
            """
            public abstract class B : IDisposable
            {
                public virtual void Dispose()
                {
                    GC.SuppressFinalize(this);
                }
            }

            public sealed class C : B
            {
                private readonly Probe _http = new();
                private int _disposed;

                public override void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _http.Dispose();

                    base.Dispose();
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_base_with_an_abstract_Dispose_is_implemented_already()
    {
        await Writer.Releases(
            """
            public abstract class B : IDisposable
            {
                public abstract void Dispose();
            }

            public abstract class M : B
            {
            }

            public sealed class C : M
            {
                private readonly Probe _http = new();

                public override void Dispose()
                {
                }
            }
            """,
            """
            public abstract class B : IDisposable
            {
                public abstract void Dispose();
            }

            public abstract class M : B
            {
            }

            public sealed class C : M
            {
                private readonly Probe _http = new();
                private int _disposed;

                public override void Dispose()
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
    public async Task A_framework_base_is_overridden()
    {
        await Writer.Releases(
            """
            public sealed class C : MemoryStream
            {
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed class C : MemoryStream
            {
                private readonly Probe _http = new();
                private int _disposed;

                protected override void Dispose(bool disposing)
                {
                    if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
                        _http.Dispose();

                    base.Dispose(disposing);
                }
            }
            """,
            ["_http"]);
    }

    [Fact]
    public async Task A_base_that_cannot_be_overridden_leaves_no_place()
    {
        await Writer.Releases(
            """
            public class B : IDisposable
            {
                public void Dispose()
                {
                }
            }

            public sealed class C : B
            {
                private readonly Probe _http = new();
            }
            """,
            null,
            ["_http"]);
    }
}
