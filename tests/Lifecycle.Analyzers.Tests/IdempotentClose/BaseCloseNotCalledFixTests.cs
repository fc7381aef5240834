using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class BaseCloseNotCalledFixTests
{
    private const string Id = "LIFE206";
    private const string Key = "LIFE206.CallBase";

    [Fact]
    public Task The_base_is_called_though_a_release_before_it_throws()
    {
        return Verify.Fix(
            Id,
            """
            using System.IO;

            public class C : FileStream
            {
                private readonly Stream _log = Stream.Null;
                private bool _disposed;

                public C() : base("a", FileMode.Open) { }

                protected override void [|Dispose|](bool disposing)
                {
                    if (_disposed)
                        return;

                    _disposed = true;

                    // The log may flush.
                    if (disposing)
                        _log.Dispose();
                }
            }
            """,
            """
            using System.IO;

            public class C : FileStream
            {
                private readonly Stream _log = Stream.Null;
                private bool _disposed;

                public C() : base("a", FileMode.Open) { }

                protected override void Dispose(bool disposing)
                {
                    if (_disposed)
                        return;

                    _disposed = true;

                    try
                    {
                        // The log may flush.
                        if (disposing)
                            _log.Dispose();
                    }
                    finally
                    {
                        base.Dispose(disposing);
                    }
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task A_quiet_release_stays_in_a_row_with_the_base()
    {
        return Verify.Fix(
            Id,
            """
            using System.Net.Http;

            public class C : DelegatingHandler
            {
                private readonly HttpClient _tokens = new();

                protected override void [|Dispose|](bool disposing)
                {
                    if (disposing)
                        _tokens.Dispose();
                }
            }
            """,
            """
            using System.Net.Http;

            public class C : DelegatingHandler
            {
                private readonly HttpClient _tokens = new();

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                        _tokens.Dispose();
                    base.Dispose(disposing);
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task An_expression_body_becomes_a_block_that_awaits()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public class A : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual ValueTask DisposeAsyncCore() => _stream.DisposeAsync();
            }

            public class B : A
            {
                private readonly Stream _own = File.OpenRead("b");

                protected override ValueTask [|DisposeAsyncCore|]() => _own.DisposeAsync();
            }

            public class D : A
            {
                private readonly Stream _own = File.OpenRead("b");

                protected override ValueTask [|DisposeAsyncCore|]()
                {
                    _own.Dispose();
                    return default;
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public class A : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual ValueTask DisposeAsyncCore() => _stream.DisposeAsync();
            }

            public class B : A
            {
                private readonly Stream _own = File.OpenRead("b");

                protected override async ValueTask DisposeAsyncCore()
                {
                    try
                    {
                        await _own.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await base.DisposeAsyncCore().ConfigureAwait(false);
                    }
                }
            }

            public class D : A
            {
                private readonly Stream _own = File.OpenRead("b");

                protected override async ValueTask DisposeAsyncCore()
                {
                    try
                    {
                        _own.Dispose();
                    }
                    finally
                    {
                        await base.DisposeAsyncCore().ConfigureAwait(false);
                    }
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task Old_targets_get_the_same()
    {
        return Verify.Fix(
            Id,
            """
            using System.ComponentModel;
            using System.IO;

            public class C : Component
            {
                private readonly Stream stream = File.OpenRead("a");

                protected override void [|Dispose|](bool disposing) => this.stream.Dispose();
            }
            """,
            """
            using System.ComponentModel;
            using System.IO;

            public class C : Component
            {
                private readonly Stream stream = File.OpenRead("a");

                protected override void Dispose(bool disposing)
                {
                    try
                    {
                        this.stream.Dispose();
                    }
                    finally
                    {
                        base.Dispose(disposing);
                    }
                }
            }
            """,
            Key,
            test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.ReferenceAssemblies = TestTargets.NetFramework472;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Theory]
    [InlineData("public class A : IDisposable { readonly Probe _probe = new(); bool _d; public void Dispose() { if (_d) return; _d = true; Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) _probe.Dispose(); } } public class C : A { readonly Probe _own = new(); protected override void Dispose(bool disposing) { if (disposing) _own.Dispose(); } }")]
    [InlineData("public class A : IAsyncDisposable { readonly Probe _probe = new(); int _d; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await DisposeAsyncCore(); GC.SuppressFinalize(this); } protected virtual ValueTask DisposeAsyncCore() => _probe.DisposeAsync(); } public class C : A { readonly Probe _own = new(); protected override ValueTask DisposeAsyncCore() => _own.DisposeAsync(); }")]
    [InlineData("public class A : IAsyncDisposable { readonly Probe _probe = new(); int _d; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await DisposeAsyncCore(); GC.SuppressFinalize(this); } protected virtual ValueTask DisposeAsyncCore() => _probe.DisposeAsync(); } public class C : A { readonly Probe _own = new(); protected override async ValueTask DisposeAsyncCore() { await _own.DisposeAsync(); } }")]
    [InlineData("public class A : IDisposable { readonly Probe _probe = new(); int _d; public virtual void Dispose() { if (Interlocked.Exchange(ref _d, 1) != 0) return; _probe.Dispose(); } } public sealed class C : A { readonly Probe _own = new(); int _c; public override void Dispose() { if (Interlocked.Exchange(ref _c, 1) != 0) return; _own.Dispose(); } }")]
    [InlineData("public class A : IAsyncDisposable { readonly Probe _probe = new(); int _d; public virtual async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await _probe.DisposeAsync(); } } public sealed class C : A { readonly Probe _own = new(); int _c; public override ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _c, 1) != 0) return default; return _own.DisposeAsync(); } }")]
    public async Task Fixed_code_closes_once_and_releases_the_rest(string types)
    {
        const string usings = "using System; using System.Threading; using System.Threading.Tasks; using Lifecycle.Analyzers.Tests.Testing;\n";
        var (_, text, problems) = (await Offers.ApplyAllAsync(usings + types, Id))[0];
        Assert.Empty(problems);
        Assert.Contains("base.Dispose", text, StringComparison.Ordinal);
        await RunFixedCode.ClosesOnce(text, rounds: 20);
        await RunFixedCode.ReleasesTheRest(text);
    }

    [Fact]
    public async Task What_calls_its_base_on_some_paths_is_left_to_its_author()
    {
        Assert.Empty(await Offers.OfAsync(Id, """
            using System.IO;

            public class C : FileStream
            {
                private readonly Stream _log = File.OpenRead("l");

                public C() : base("a", FileMode.Open) { }

                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _log.Dispose();
                        return;
                    }

                    base.Dispose(disposing);
                }
            }
            """));
    }

    [Fact]
    public async Task What_claims_the_state_of_its_base_is_left_to_its_author()
    {
        Assert.Empty(await Offers.OfAsync(Id, """
            using System;
            using System.IO;

            public class A : IDisposable
            {
                private readonly Stream _log = File.OpenRead("l");
                protected bool _disposed;

                public void Dispose() => Dispose(true);

                protected virtual void Dispose(bool disposing)
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    _log.Dispose();
                }
            }

            public class B : A
            {
                private readonly Stream _own = File.OpenRead("o");

                protected override void Dispose(bool disposing)
                {
                    if (!_disposed)
                    {
                        _own.Dispose();
                        _disposed = true;
                    }
                }
            }
            """));
    }
}
