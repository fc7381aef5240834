using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class CloseDefeatsItselfTests
{
    private const string Id = "LIFE207";

    private const string Usings =
        """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        interface ISession { Task CloseAsync(); void Close(); bool IsOpen { get; } }


        """;

    [Fact]
    public Task A_stop_that_throws_once_the_close_has_begun_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class Server(ISession session) : IAsyncDisposable
            {
                private int _closed;

                public async Task StopAsync()
                {
                    ObjectDisposedException.ThrowIf({|#1:_closed|} != 0, this);
                    await session.CloseAsync();
                }

                public async ValueTask DisposeAsync()
                {
                    if ({|#2:Interlocked.Exchange(ref _closed, 1)|} != 0)
                        return;

                    await {|#0:StopAsync()|};
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithLocation(2).WithArguments("Server", "_closed", "StopAsync", "throws", "session.CloseAsync"));
    }

    [Fact]
    public Task A_close_that_calls_its_twin_is_reported()
    {
        return Verify.Rule(Id, Usings + """
            class Server(ISession session) : IDisposable, IAsyncDisposable
            {
                private bool _closed;

                public void Dispose()
                {
                    if (_closed)
                        return;

                    {|#2:_closed = true|};
                    {|#0:DisposeAsync()|}.AsTask().Wait();
                }

                public async ValueTask DisposeAsync()
                {
                    if ({|#1:_closed|})
                        return;

                    _closed = true;
                    await session.CloseAsync();
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithLocation(2).WithArguments("Server", "_closed", "DisposeAsync", "returns", "session.CloseAsync"));
    }

    [Theory]
    [InlineData("if (_bool) return; _bool = true; await [|StopAsync()|];", "async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (!_bool) { _bool = true; await [|StopAsync()|]; }", "async Task StopAsync() { if (!_bool) { await _session.CloseAsync(); } }")]
    [InlineData("if (_bool) return; _bool = true; await [|this.StopAsync()|].ConfigureAwait(false);", "public async Task StopAsync() { if (_bool) throw new ObjectDisposedException(null); await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await [|StopAsync()|];", "Task StopAsync() => _bool ? Task.CompletedTask : _session.CloseAsync();")]
    [InlineData("if (_bool) return; _bool = true; await [|StopAsync()|];", "Task StopAsync() { ThrowIfDisposed(); return _session.CloseAsync(); } void ThrowIfDisposed() { if (_bool) throw new ObjectDisposedException(null); }")]
    [InlineData("if (_bool) return; _bool = true; await [|StopAsync()|];", "Task StopAsync() { if (IsClosed) return Task.CompletedTask; return _session.CloseAsync(); } bool IsClosed => _bool;")]
    [InlineData("if (!TryClaim()) return; await [|StopAsync()|];", "bool TryClaim() { if (_bool) return false; _bool = true; return true; } async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (!TryClaim()) return; await [|StopAsync()|];", "bool TryClaim() => Interlocked.Exchange(ref _int, 1) == 0; async Task StopAsync() { if (!TryClaim()) return; await _session.CloseAsync(); }")]
    [InlineData("if (Interlocked.CompareExchange(ref _int, 1, 0) != 0) return; await [|StopAsync()|];", "async Task StopAsync() { if (Volatile.Read(ref _int) == 1) return; await _session.CloseAsync(); }")]
    [InlineData("if (Interlocked.Increment(ref _int) > 1) return; await [|StopAsync()|];", "async Task StopAsync() { if (_int > 0) return; await _session.CloseAsync(); }")]
    [InlineData("if (_state == State.Closed) return; _state = State.Closed; await [|StopAsync()|];", "async Task StopAsync() { if (_state != State.Open) return; await _session.CloseAsync(); }")]
    [InlineData("if (_stop.IsCancellationRequested) return; _stop.Cancel(); await [|StopAsync()|];", "async Task StopAsync() { if (_stop.IsCancellationRequested) return; await _session.CloseAsync(); }")]
    [InlineData("_bool = true; await [|StopAsync()|];", "async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (Closed) return; Closed = true; await [|StopAsync()|];", "bool Closed { get; set; } async Task StopAsync() { if (Closed) return; await _session.CloseAsync(); }")]
    [InlineData("lock (_session) { if (_bool) return; _bool = true; } await [|StopAsync()|];", "async Task StopAsync() { lock (_session) { if (_bool) return; } await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; try { await [|StopAsync()|]; } catch (Exception) { }", "async Task StopAsync() { if (_bool) throw new ObjectDisposedException(null); await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await CloseAllAsync();", "async Task CloseAllAsync() { await [|StopAsync()|]; } async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await Task.Run(() => [|StopAsync()|]);", "async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await [|StopAsync(1)|];", "async Task StopAsync(int x) { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; [|Stop()|]; await Task.Yield();", "void Stop() { Console.WriteLine(); if (_bool) return; _session.Close(); }")]
    [InlineData("if (_bool) return; _bool = true; [|Stop()|]; await Task.Yield();", "void Stop() { if (_bool) return; _stop.Cancel(); }")]
    public Task Whoever_tests_what_the_close_has_claimed_is_reported(string close, string members)
    {
        return Verify.Rule(Id, Type(close, members));
    }

    [Theory]
    [InlineData("if (_bool) return; await StopAsync(); _bool = true;", "async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await StopAsync();", "async Task StopAsync() { if (_int != 0) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await StopAsync();", "async Task StopAsync() { if (_bool) Console.WriteLine(); await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; Log(); await _session.CloseAsync();", "void Log() { if (_bool) return; Console.WriteLine(); }")]
    [InlineData("if (_bool) return; _bool = true; await _session.CloseAsync(); Stop();", "void Stop() { if (!_bool) DisposeAsync().AsTask().Wait(); }")]
    [InlineData("await StopAsync(); Abort();", "async Task StopAsync() { if (_bool) return; _bool = true; await _session.CloseAsync(); } void Abort() { if (_bool) return; _session.Close(); }")]
    [InlineData("if (_bool) return; _bool = true; await StopAsync(true);", "async Task StopAsync(bool isClosing) { if (_bool && !isClosing) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; Stop(); _stop.Dispose(); await Task.Yield();", "void Stop() { if (_bool) return; _stop.Cancel(); }")]
    [InlineData("if (_bool) return; _bool = true; await StopAsync(); await _session.CloseAsync();", "async Task StopAsync() { if (_bool) return; await DisposeAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; _bool = false; await StopAsync(); _bool = true;", "async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await _other!.StopAsync();", "C? _other; async Task StopAsync() { if (_bool) return; await _session.CloseAsync(); }")]
    [InlineData("if (_bool) return; _bool = true; await StopAsync();", "async Task StopAsync() { if (_bool && _session.IsOpen) return; await _session.CloseAsync(); }")]
    public Task Whoever_still_works_or_has_nothing_to_do_is_not(string close, string members)
    {
        return Verify.Rule(Id, Type(close, members));
    }

    private static string Type([StringSyntax("C#-test")] string close, [StringSyntax("C#-test")] string members)
    {
        return Usings + $$"""
            enum State { Open, Closed }

            class C : IAsyncDisposable
            {
                private readonly ISession _session;
                private readonly CancellationTokenSource _stop = new();
                private bool _bool;
                private int _int;
                private State _state;

                public C(ISession session) => _session = session;

                public async ValueTask DisposeAsync()
                {
                    {{close}}
                }

                {{members}}
            }
            """;
    }
}
