using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class CloseDefeatsItselfFixTests
{
    private const string Id = "LIFE207";

    [Fact]
    public Task The_work_behind_the_test_becomes_a_core_that_both_call()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Server(Stream listener) : IAsyncDisposable
            {
                private int _closed;

                /// <summary>Stops listening.</summary>
                public async Task StopAsync()
                {
                    ObjectDisposedException.ThrowIf(_closed != 0, this);

                    // Tell the sessions.
                    await listener.FlushAsync().ConfigureAwait(false);
                    await listener.DisposeAsync().ConfigureAwait(false);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _closed, 1) != 0)
                        return;

                    await [|StopAsync()|].ConfigureAwait(false);
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Server(Stream listener) : IAsyncDisposable
            {
                private int _closed;

                /// <summary>Stops listening.</summary>
                public async Task StopAsync()
                {
                    ObjectDisposedException.ThrowIf(_closed != 0, this);

                    await StopCoreAsync().ConfigureAwait(false);
                }

                private async Task StopCoreAsync()
                {
                    // Tell the sessions.
                    await listener.FlushAsync().ConfigureAwait(false);
                    await listener.DisposeAsync().ConfigureAwait(false);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _closed, 1) != 0)
                        return;

                    await StopCoreAsync().ConfigureAwait(false);
                }
            }
            """,
            "LIFE207.CallCore");
    }

    [Fact]
    public Task A_core_that_is_there_is_called()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class Server(Stream listener) : IAsyncDisposable
            {
                private bool _closed;

                public Task StopAsync()
                {
                    ThrowIfClosed();
                    return StopListeningAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    await [|this.StopAsync()|];
                }

                private async Task StopListeningAsync() => await listener.DisposeAsync();

                private void ThrowIfClosed()
                {
                    if (_closed)
                        throw new ObjectDisposedException(nameof(Server));
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class Server(Stream listener) : IAsyncDisposable
            {
                private bool _closed;

                public Task StopAsync()
                {
                    ThrowIfClosed();
                    return StopListeningAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    await StopListeningAsync();
                }

                private async Task StopListeningAsync() => await listener.DisposeAsync();

                private void ThrowIfClosed()
                {
                    if (_closed)
                        throw new ObjectDisposedException(nameof(Server));
                }
            }
            """,
            "LIFE207.CallCore");
    }

    [Fact]
    public Task A_close_that_calls_its_twin_calls_the_core_of_it()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class Server : IDisposable, IAsyncDisposable
            {
                private readonly Stream _listener = new MemoryStream();
                private bool _closed;

                public void Dispose()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    [|DisposeAsync()|].AsTask().Wait();
                }

                public async ValueTask DisposeAsync()
                {
                    if (_closed)
                    {
                        return;
                    }

                    _closed = true;
                    await _listener.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class Server : IDisposable, IAsyncDisposable
            {
                private readonly Stream _listener = new MemoryStream();
                private bool _closed;

                public void Dispose()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    CloseCoreAsync().AsTask().Wait();
                }

                public async ValueTask DisposeAsync()
                {
                    if (_closed)
                    {
                        return;
                    }

                    _closed = true;

                    await CloseCoreAsync();
                }

                private async ValueTask CloseCoreAsync()
                {
                    await _listener.DisposeAsync();
                }
            }
            """,
            "LIFE207.CallCore");
    }

    [Fact]
    public Task Old_code_with_arguments_gets_a_core_with_the_same_parameters()
    {
        return Verify.Fix(
            Id,
            """
            using System;
            using System.IO;

            public sealed class Server : IDisposable
            {
                private readonly Stream listener = new FileStream("x", FileMode.Open);
                private bool closed;

                public int Stop(byte[] last, int count = 1)
                {
                    if (this.closed)
                        return 0;

                    this.listener.Write(last, 0, count);
                    return count;
                }

                public void Dispose()
                {
                    if (this.closed)
                        return;

                    this.closed = true;
                    [|this.Stop(new byte[1])|];
                }
            }
            """,
            """
            using System;
            using System.IO;

            public sealed class Server : IDisposable
            {
                private readonly Stream listener = new FileStream("x", FileMode.Open);
                private bool closed;

                public int Stop(byte[] last, int count = 1)
                {
                    if (this.closed)
                        return 0;

                    return this.StopCore(last, count);
                }

                private int StopCore(byte[] last, int count = 1)
                {
                    this.listener.Write(last, 0, count);
                    return count;
                }

                public void Dispose()
                {
                    if (this.closed)
                        return;

                    this.closed = true;
                    this.StopCore(new byte[1]);
                }
            }
            """,
            "LIFE207.CallCore",
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

            public sealed class First(Stream stream) : IDisposable
            {
                private bool _closed;

                void IDisposable.Dispose()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    [|Stop()|];
                }

                public void Stop()
                {
                    if (_closed)
                        return;

                    stream.Flush();
                }
            }

            public sealed class Second(Stream stream) : IDisposable
            {
                private bool _closed;

                public void Dispose()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    [|Stop()|];
                }

                public void Stop()
                {
                    if (_closed)
                        return;

                    stream.Flush();
                }
            }
            """,
            """
            using System;
            using System.IO;

            public sealed class First(Stream stream) : IDisposable
            {
                private bool _closed;

                void IDisposable.Dispose()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    StopCore();
                }

                public void Stop()
                {
                    if (_closed)
                        return;

                    StopCore();
                }

                private void StopCore()
                {
                    stream.Flush();
                }
            }

            public sealed class Second(Stream stream) : IDisposable
            {
                private bool _closed;

                public void Dispose()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    StopCore();
                }

                public void Stop()
                {
                    if (_closed)
                        return;

                    StopCore();
                }

                private void StopCore()
                {
                    stream.Flush();
                }
            }
            """,
            "LIFE207.CallCore");
    }

    [Theory]
    [InlineData("public async Task StopAsync() { if (_closed || _listener is null) return; await _listener.FlushAsync(); }")]
    [InlineData("public async Task StopAsync() { if (!_closed) { await _listener.FlushAsync(); } }")]
    [InlineData("public async Task StopAsync() { for (var i = 0; i < 2; i++) { if (_closed) return; await _listener.FlushAsync(); } }")]
    [InlineData("public async Task StopAsync() { Console.WriteLine(); if (_closed) return; await _listener.FlushAsync(); }")]
    [InlineData("public async Task StopAsync() { if (_closed) return; await _listener.FlushAsync(); if (!_closed) _listener.Dispose(); }")]
    [InlineData("public Task StopAsync() => _closed ? Task.CompletedTask : _listener.FlushAsync();")]
    [InlineData("public virtual async Task StopAsync() { if (_closed) return; await _listener.FlushAsync(); }")]
    public async Task Nothing_is_offered_where_the_work_cannot_be_parted_from_the_test(string stop)
    {
        Assert.Empty(await Offers.OfAsync(Id, Type(stop)));
    }

    [Theory]
    [InlineData("public async Task StopAsync() { if (_closed) return; await _probe.DisposeAsync(); }")]
    [InlineData("public async ValueTask<int> StopAsync() { ObjectDisposedException.ThrowIf(_closed, this); await _probe.DisposeAsync(); return 1; }")]
    [InlineData("public ValueTask StopAsync() { if (IsClosed) return default; return _probe.DisposeAsync(); } bool IsClosed => _closed;")]
    [InlineData("public Task StopAsync() { Check(); return StopNowAsync(); } void Check() { if (_closed) throw new ObjectDisposedException(null); } async Task StopNowAsync() { await _probe.DisposeAsync(); }")]
    [InlineData("internal async Task StopAsync(CancellationToken token = default) { lock (_probe) { if (_closed) return; } await _probe.DisposeAsync(); token.ThrowIfCancellationRequested(); }")]
    public async Task Fixed_code_closes_what_it_did_not_close_before(string stop)
    {
        var (_, text, problems) = Assert.Single(await Offers.ApplyAllAsync(
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _closed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _closed, true))
                        return;

                    await StopAsync();
                }

                {{stop}}
            }
            """,
            Id));
        Assert.Empty(problems);
        await RunFixedCode.ClosesOnce(text, rounds: 20);
    }

    private static string Type([StringSyntax("C#-test")] string stop)
    {
        return $$"""
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public class Server : IAsyncDisposable
            {
                private readonly Stream _listener = new FileStream("x", FileMode.Open);
                private bool _closed;

                public async ValueTask DisposeAsync()
                {
                    if (_closed)
                        return;

                    _closed = true;
                    await StopAsync();
                }

                {{stop}}
            }
            """;
    }
}
