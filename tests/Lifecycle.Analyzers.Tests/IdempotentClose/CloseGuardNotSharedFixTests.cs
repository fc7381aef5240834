using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class CloseGuardNotSharedFixTests
{
    private const string Id = "LIFE204";
    private const string Key = "LIFE204.ShareOneGuard";

    [Fact]
    public Task Two_flags_become_one()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;
                private int _disposedAsync;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }

                public async ValueTask [|DisposeAsync|]()
                {
                    if (Interlocked.Exchange(ref _disposedAsync, 1) != 0)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposedAsync;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposedAsync, 1) != 0)
                        return;

                    _stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposedAsync, 1) != 0)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task A_Dispose_without_a_guard_gets_the_one_of_DisposeAsync()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                void IDisposable.Dispose() => _stream.Dispose();

                public async ValueTask [|DisposeAsync|]()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                void IDisposable.Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task Old_targets_get_an_int()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Timer timer = new Timer(_ => { });
                private bool disposed;
                private bool closed;

                public void Dispose()
                {
                    if (this.disposed)
                        return;

                    this.disposed = true;
                    this.timer.Dispose();
                }

                public ValueTask [|DisposeAsync|]()
                {
                    if (this.closed)
                        return default;

                    this.closed = true;
                    this.timer.Dispose();
                    return default;
                }
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Timer timer = new Timer(_ => { });
                private int closed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref this.closed, 1) != 0)
                        return;

                    this.timer.Dispose();
                }

                public ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref this.closed, 1) != 0)
                        return default;

                    this.timer.Dispose();
                    return default;
                }
            }
            """,
            Key,
            test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.ReferenceAssemblies = TestTargets.NetStandard20WithAsyncInterfaces;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public Task The_flag_that_other_members_ask_is_the_one_that_stays()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;
                private bool _closed;

                public int Read() => _disposed != 0 ? throw new ObjectDisposedException(nameof(C)) : _stream.ReadByte();

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }

                public async ValueTask [|DisposeAsync|]()
                {
                    if (!_closed)
                    {
                        _closed = true;
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

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                public int Read() => _disposed != 0 ? throw new ObjectDisposedException(nameof(C)) : _stream.ReadByte();

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                    {
                        await _stream.DisposeAsync();
                    }
                }
            }
            """,
            Key);
    }

    [Theory]
    [InlineData("public sealed class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); int _a, _b; public void Dispose() { if (Interlocked.Exchange(ref _a, 1) != 0) return; _probe.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _b, 1) != 0) return; await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); bool _a; int _b; public void Dispose() { if (_a) return; _a = true; _probe.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _b, 1) != 0) return; await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); int _b; public void Dispose() => _probe.Dispose(); public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _b, 1) != 0) return; await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed record C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); bool _a, _b; void IDisposable.Dispose() { if (!_a) { _a = true; _probe.Dispose(); } } async ValueTask IAsyncDisposable.DisposeAsync() { if (_b) return; _b = true; await _probe.DisposeAsync(); } }")]
    [InlineData("public class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); bool _a; int _b; public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (_a) return; _a = true; if (disposing) _probe.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _b, 1) != 0) return; await DisposeAsyncCore(); GC.SuppressFinalize(this); } protected virtual ValueTask DisposeAsyncCore() => _probe.DisposeAsync(); }")]
    public async Task Fixed_code_closes_once(string type)
    {
        const string usings = "using System; using System.Threading; using System.Threading.Tasks; using Lifecycle.Analyzers.Tests.Testing;\n";
        var (_, text, problems) = (await Offers.ApplyAllAsync(usings + type, Id))[0];
        Assert.Empty(problems);
        await RunFixedCode.ClosesOnce(text, rounds: 50);
    }

    [Fact]
    public Task Fix_All_mends_every_type_of_the_file()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class First(Stream stream) : IDisposable, IAsyncDisposable
            {
                private int _disposed;

                public void Dispose() => stream.Dispose();

                public async ValueTask [|DisposeAsync|]()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await stream.DisposeAsync();
                }
            }

            public sealed class Second(Stream stream) : IDisposable, IAsyncDisposable
            {
                private int _disposed;

                public void Dispose() => stream.Dispose();

                public async ValueTask [|DisposeAsync|]()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class First(Stream stream) : IDisposable, IAsyncDisposable
            {
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await stream.DisposeAsync();
                }
            }

            public sealed class Second(Stream stream) : IDisposable, IAsyncDisposable
            {
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await stream.DisposeAsync();
                }
            }
            """,
            Key);
    }
}
