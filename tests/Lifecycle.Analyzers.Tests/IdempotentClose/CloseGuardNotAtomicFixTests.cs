using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class CloseGuardNotAtomicFixTests
{
    private const string Id = "LIFE203";
    private const string Key = "LIFE203.MakeAtomic";

    [Fact]
    public Task A_flag_is_claimed_by_its_test()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if ([|_disposed|])
                        return;

                    _disposed = true;

                    // The stream may flush.
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    // The stream may flush.
                    await _stream.DisposeAsync();
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task A_branch_for_the_first_caller_stays_one()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _closed;

                public async ValueTask DisposeAsync()
                {
                    if ([|_closed|] == 0)
                    {
                        _closed = 1;
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

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _closed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _closed, 1) == 0)
                    {
                        await _stream.DisposeAsync();
                    }
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task A_state_that_others_read_stays_beside_a_flag()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");

                public bool IsClosed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if ([|IsClosed|])
                        return;

                    IsClosed = true;
                    await _stream.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private int _disposed;

                public bool IsClosed { get; private set; }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    IsClosed = true;

                    await _stream.DisposeAsync();
                }
            }
            """,
            Key);
    }

    [Fact]
    public Task Both_closes_get_the_one_claim()
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
                private bool _disposed;

                public void Dispose()
                {
                    if (_disposed)
                        return;

                    _disposed = true;
                    _stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if ([|_disposed|])
                        return;

                    _disposed = true;
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
                private bool _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    _stream.Dispose();
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
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

            public sealed class C : IDisposable
            {
                private readonly Timer timer;
                private bool disposed;

                public C()
                {
                    this.timer = new Timer(_ => this.Dispose(), null, 1000, -1);
                }

                public void Dispose()
                {
                    if ([|this.disposed|])
                    {
                        return;
                    }

                    this.disposed = true;
                    this.timer.Dispose();
                }
            }
            """,
            """
            using System;
            using System.Threading;

            public sealed class C : IDisposable
            {
                private readonly Timer timer;
                private int disposed;

                public C()
                {
                    this.timer = new Timer(_ => this.Dispose(), null, 1000, -1);
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref this.disposed, 1) != 0)
                    {
                        return;
                    }

                    this.timer.Dispose();
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

            public sealed class First(Stream stream) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if ([|_disposed|])
                        return;

                    _disposed = true;
                    await stream.FlushAsync();
                }
            }

            public sealed class Second(Stream stream) : IAsyncDisposable
            {
                private int _disposed;

                ValueTask IAsyncDisposable.DisposeAsync()
                {
                    if ([|_disposed|] == 1)
                        return default;

                    _disposed = 1;
                    return new(stream.FlushAsync());
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class First(Stream stream) : IAsyncDisposable
            {
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, true))
                        return;

                    await stream.FlushAsync();
                }
            }

            public sealed class Second(Stream stream) : IAsyncDisposable
            {
                private int _disposed;

                ValueTask IAsyncDisposable.DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return default;

                    return new(stream.FlushAsync());
                }
            }
            """,
            Key);
    }

    [Theory]
    [InlineData("public sealed class C : IAsyncDisposable { readonly Probe _probe = new(); bool _d; public async ValueTask DisposeAsync() { if (_d) return; _d = true; await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed class C : IAsyncDisposable { readonly Probe _probe = new(); int _d; public ValueTask DisposeAsync() { if (_d != 0) return default; _d = 1; return _probe.DisposeAsync(); } }")]
    [InlineData("public sealed class C : IAsyncDisposable { enum State { Open, Closed } readonly Probe _probe = new(); State _d; public async ValueTask DisposeAsync() { if (_d == State.Closed) return; _d = State.Closed; await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed class C : IAsyncDisposable { readonly Probe _probe = new(); public bool D { get; private set; } public async ValueTask DisposeAsync() { if (!D) { D = true; await _probe.DisposeAsync(); } } }")]
    [InlineData("public sealed class C : IDisposable, IAsyncDisposable { readonly Probe _probe = new(); volatile bool _d; public void Dispose() { if (_d) return; _d = true; _probe.Dispose(); } public async ValueTask DisposeAsync() { if (_d) return; _d = true; await _probe.DisposeAsync(); } }")]
    [InlineData("public sealed record C : IAsyncDisposable { readonly Probe _probe = new(); bool _d; public async ValueTask DisposeAsync() { if (_d) return; _d = true; await _probe.DisposeAsync(); } }")]
    [InlineData("public class C : IAsyncDisposable { readonly Probe _probe = new(); bool _d; public async ValueTask DisposeAsync() { if (_d) return; _d = true; await DisposeAsyncCore(); GC.SuppressFinalize(this); } protected virtual ValueTask DisposeAsyncCore() => _probe.DisposeAsync(); }")]
    [InlineData("public sealed class C : IDisposable { readonly Probe _probe = new(); Timer? _timer; bool _d; public void Start() { _timer = new Timer(_ => Dispose(), null, 1000, -1); } public void Dispose() { if (_d) return; _d = true; _timer?.Dispose(); _probe.Dispose(); } }")]
    public async Task Fixed_code_closes_once(string type)
    {
        const string usings = "using System; using System.Threading; using System.Threading.Tasks; using Lifecycle.Analyzers.Tests.Testing;\n";
        var (_, text, problems) = (await Offers.ApplyAllAsync(usings + type, Id))[0];
        Assert.Empty(problems);
        await RunFixedCode.ClosesOnce(text, rounds: 50);
    }

    [Fact]
    public async Task A_test_that_others_share_is_left_to_its_author()
    {
        Assert.Empty(await Offers.OfAsync(Id, """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly Stream _stream = File.OpenRead("a");
                private bool _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (TryClaim())
                        await _stream.DisposeAsync();
                }

                private bool TryClaim()
                {
                    if (_disposed)
                        return false;

                    _disposed = true;
                    return true;
                }
            }
            """));
    }
}
