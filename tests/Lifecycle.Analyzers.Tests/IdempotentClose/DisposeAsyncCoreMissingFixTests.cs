using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class DisposeAsyncCoreMissingFixTests
{
    private const string Id = "LIFE209";
    private const string Seal = "LIFE209.Seal";
    private const string Introduce = "LIFE209.IntroduceCore";

    [Fact]
    public Task The_work_goes_into_the_core_and_the_guard_stays()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public class [|C|] : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                /// <summary>Closes the stream.</summary>
                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    // What was written last.
                    await _stream.FlushAsync().ConfigureAwait(false);
                    await _stream.DisposeAsync().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                /// <summary>Closes the stream.</summary>
                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    // What was written last.
                    await _stream.FlushAsync().ConfigureAwait(false);
                    await _stream.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            Introduce);
    }

    [Fact]
    public Task A_task_that_is_handed_back_is_awaited_in_front_of_the_native_part()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public class [|C|] : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public ValueTask DisposeAsync()
                {
                    if (_disposed)
                    {
                        return default;
                    }

                    _disposed = true;
                    return _stream.DisposeAsync();
                }
            }

            public class [|D|] : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");

                public async ValueTask DisposeAsync()
                {
                    await _stream.DisposeAsync().ConfigureAwait(false);
                    Dispose(false);
                }

                protected virtual void Dispose(bool disposing) { }
            }

            public class [|E|](Stream stream) : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => stream.DisposeAsync();
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                    {
                        return;
                    }

                    _disposed = true;

                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual ValueTask DisposeAsyncCore()
                {
                    return _stream.DisposeAsync();
                }
            }

            public class D : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    await _stream.DisposeAsync().ConfigureAwait(false);
                }

                protected virtual void Dispose(bool disposing) { }
            }

            public class E(Stream stream) : IAsyncDisposable
            {
                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual ValueTask DisposeAsyncCore()
                {
                    return stream.DisposeAsync();
                }
            }
            """,
            Introduce);
    }

    [Fact]
    public Task Sealing_puts_the_modifier_where_it_belongs()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            /// <summary>One.</summary>
            public partial class [|C|](Stream stream) : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => stream.DisposeAsync();
            }

            public record [|D|](Stream Stream) : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => Stream.DisposeAsync();
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            /// <summary>One.</summary>
            public sealed partial class C(Stream stream) : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => stream.DisposeAsync();
            }

            public sealed record D(Stream Stream) : IAsyncDisposable
            {
                public ValueTask DisposeAsync() => Stream.DisposeAsync();
            }
            """,
            Seal);
    }

    [Fact]
    public Task Old_targets_get_the_core_too()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading.Tasks;

            public class [|C|] : IAsyncDisposable
            {
                private readonly IAsyncDisposable stream;

                public C(IAsyncDisposable stream)
                {
                    this.stream = stream;
                }

                public ValueTask DisposeAsync()
                {
                    return this.stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.Threading.Tasks;

            public class C : IAsyncDisposable
            {
                private readonly IAsyncDisposable stream;

                public C(IAsyncDisposable stream)
                {
                    this.stream = stream;
                }

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual ValueTask DisposeAsyncCore()
                {
                    return this.stream.DisposeAsync();
                }
            }
            """,
            Introduce,
            test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.ReferenceAssemblies = TestTargets.NetStandard20WithAsyncInterfaces;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Theory]
    [InlineData("public class C : IAsyncDisposable { readonly Probe _probe = new(); int _d; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await _probe.DisposeAsync(); } }")]
    [InlineData("public class C : IAsyncDisposable { readonly Probe _probe = new(); int _d; public ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return default; return _probe.DisposeAsync(); } }")]
    [InlineData("public class C : IAsyncDisposable { readonly Probe _probe = new(); int _d; public ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return default; _probe.Dispose(); return default; } }")]
    [InlineData("public class C : IAsyncDisposable { readonly Probe _probe = new(); int _d; async ValueTask IAsyncDisposable.DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) { return; } await _probe.DisposeAsync(); GC.SuppressFinalize(this); } }")]
    public async Task Fixed_code_closes_once(string type)
    {
        const string usings = "using System; using System.Threading; using System.Threading.Tasks; using Lifecycle.Analyzers.Tests.Testing;\n";
        foreach (var (_, text, problems) in await Offers.ApplyAllAsync(usings + type, Id))
        {
            Assert.Empty(problems);
            await RunFixedCode.ClosesOnce(text, rounds: 20);
        }
    }

    [Theory]
    [InlineData("public class C : IAsyncDisposable { public ValueTask DisposeAsync() => default; } class D : C { }", "Introduce DisposeAsyncCore")]
    [InlineData("public abstract class C : IAsyncDisposable { public ValueTask DisposeAsync() => default; }", "Introduce DisposeAsyncCore")]
    [InlineData("public class C : IAsyncDisposable { public ValueTask DisposeAsync() => default; public virtual void Run() { } }", "Introduce DisposeAsyncCore")]
    [InlineData("public class C : IAsyncDisposable { public ValueTask DisposeAsync() => default; protected int Count; }", "Introduce DisposeAsyncCore")]
    [InlineData("public class C : IAsyncDisposable { int _d; System.IO.Stream s = System.IO.File.OpenRead(\"\"); public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) == 0) { await s.DisposeAsync(); } } }", "Seal")]
    [InlineData("public class C : IAsyncDisposable { public ValueTask DisposeAsync() => default; }", "Seal, Introduce DisposeAsyncCore")]
    public async Task Only_what_compiles_and_guards_is_offered(string source, string offers)
    {
        Assert.Equal(offers, string.Join(", ", await Offers.OfAsync(Id, "using System; using System.Threading; using System.Threading.Tasks;\n" + source)));
    }
}
