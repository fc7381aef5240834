using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>New code keeps to the manner of its file.</summary>
public sealed partial class GuardLayoutTests
{
    [Fact]
    public async Task A_using_is_added_in_its_place()
    {
        await Writer.Guards(
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            namespace N;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();

                public async ValueTask DisposeAsync()
                {
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            namespace N;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private int _disposed;

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
    public async Task A_using_goes_where_the_usings_are()
    {
        await Writer.Guards(
            """
            namespace N
            {
                using System;
                using System.IO;
                using System.Threading.Tasks;

                public sealed class C : IAsyncDisposable
                {
                    private readonly MemoryStream _stream = new();

                    public async ValueTask DisposeAsync()
                    {
                        await _stream.DisposeAsync();
                    }
                }
            }
            """,
            """
            namespace N
            {
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

                        await _stream.DisposeAsync();
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task Global_usings_are_enough()
    {
        await Writer.Guards(
            """
            // A file header.
            global using System;
            global using System.IO;
            global using System.Threading;
            global using System.Threading.Tasks;

            namespace N;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();

                public async ValueTask DisposeAsync()
                {
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            // A file header.
            global using System;
            global using System.IO;
            global using System.Threading;
            global using System.Threading.Tasks;

            namespace N;

            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private int _disposed;

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
    public async Task A_using_that_would_make_another_name_ambiguous_is_not_added()
    {
        await Writer.Guards(
            """
            using System;
            using System.Threading.Tasks;
            using System.Timers;

            namespace N;

            public sealed class C : IAsyncDisposable
            {
                private readonly Timer _timer = new();

                public async ValueTask DisposeAsync()
                {
                    await Task.Yield();
                    _timer.Dispose();
                }
            }
            """,
            """
            using System;
            using System.Threading.Tasks;
            using System.Timers;

            namespace N;

            public sealed class C : IAsyncDisposable
            {
                private readonly Timer _timer = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (System.Threading.Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await Task.Yield();
                    _timer.Dispose();
                }
            }
            """);
    }

    [Fact]
    public async Task A_namespace_called_System_does_not_get_in_the_way()
    {
        await Writer.Guards(
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            namespace N.System
            {
                public sealed class C : IAsyncDisposable
                {
                    private readonly MemoryStream _stream = new();

                    public async ValueTask DisposeAsync()
                    {
                        await _stream.DisposeAsync();
                    }
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            namespace N.System
            {
                public sealed class C : IAsyncDisposable
                {
                    private readonly MemoryStream _stream = new();
                    private int _disposed;

                    public async ValueTask DisposeAsync()
                    {
                        if (Interlocked.Exchange(ref _disposed, 1) != 0)
                            return;

                        await _stream.DisposeAsync();
                    }
                }
            }
            """);
    }
}
