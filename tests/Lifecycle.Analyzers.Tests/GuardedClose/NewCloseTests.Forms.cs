using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed partial class NewCloseTests
{
    [Fact]
    public async Task A_record()
    {
        await Writer.Releases(
            """
            public sealed record C
            {
                private readonly Probe _http = new();
            }
            """,
            """
            public sealed record C : IDisposable
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
    public async Task A_generic_type_with_a_primary_constructor_and_constraints()
    {
        await Writer.Releases(
            """
            internal class C<T>(int number)
                where T : class
            {
                private readonly Probe _http = new();

                public C()
                    : this(1)
                {
                }

                public int Number => number;
            }
            """,
            """
            internal class C<T>(int number) : IDisposable
                where T : class
            {
                private readonly Probe _http = new();
                private int _disposed;

                public C()
                    : this(1)
                {
                }

                public int Number => number;

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
    public async Task A_type_with_bases_and_a_conditional_end()
    {
        await Writer.Releases(
            """
            internal class C : ICloneable
            {
                private readonly Probe _http = new();

                public object Clone() => this;

            #if NEVER
                public void Never()
                {
                }
            #endif
            }
            """,
            """
            internal class C : ICloneable, IDisposable
            {
                private readonly Probe _http = new();
                private int _disposed;

                public object Clone() => this;

            #if NEVER
                public void Never()
                {
                }
            #endif

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
    public async Task A_struct_is_left_alone()
    {
        await Writer.Releases(
            """
            public struct C
            {
                private readonly MemoryStream _stream;

                public C()
                {
                    _stream = new();
                }

                public long Length => _stream.Length;
            }
            """,
            null,
            ["_stream"]);
    }

    [Fact]
    public async Task CSharp_7_on_the_framework()
    {
        await Writer.Releases(
            """
            public sealed class C
            {
                private MemoryStream _stream = new MemoryStream();
                private MemoryStream _later;

                public void Open()
                {
                    _later = _stream;
                    _stream = _later;
                }
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private MemoryStream _stream = new MemoryStream();
                private MemoryStream _later;
                private int _disposed;

                public void Open()
                {
                    _later = _stream;
                    _stream = _later;
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }
            }
            """,
            ["_stream"],
            target: Target.Framework472);
    }

    [Fact]
    public async Task Without_annotations_a_value_that_the_declaration_does_not_give_may_be_null()
    {
        await Writer.Releases(
            """
            public sealed class C
            {
                private MemoryStream _stream;

                public void Open()
                {
                    _stream = new MemoryStream();
                }
            }
            """,
            """
            public sealed class C : IDisposable
            {
                private MemoryStream _stream;
                private int _disposed;

                public void Open()
                {
                    _stream = new MemoryStream();
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream?.Dispose();
                }
            }
            """,
            ["_stream"],
            target: Target.Framework472);
    }
}
