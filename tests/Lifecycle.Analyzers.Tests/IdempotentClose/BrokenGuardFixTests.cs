using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

/// <summary>
/// Every shape of a missing or broken guard that the rules know, and every repair that is offered for it: the result
/// compiles without a new warning, and no rule of the family reports on it again.
/// </summary>
public sealed class BrokenGuardFixTests
{
    [Theory]
    [InlineData("await _session.CloseAsync();")]
    [InlineData("_session.Abort(); await Task.Yield();")]
    [InlineData("if (_bool) return; await _session.CloseAsync();")]
    [InlineData("_bool = true; await _session.CloseAsync();")]
    [InlineData("if (_bool) return; await _session.CloseAsync(); _bool = true;")]
    [InlineData("if (_bool) return; _session.Abort(); _bool = true; await Task.Yield();")]
    [InlineData("if (!_bool) return; _bool = true; await _session.CloseAsync();")]
    [InlineData("if (!_bool) { await _session.CloseAsync(); _bool = true; }")]
    [InlineData("if (_bool) return; _bool = true; await _session.CloseAsync(); _bool = false;")]
    [InlineData("if (_int == 1) return; await _session.CloseAsync(); _int = 1;")]
    [InlineData("if (Volatile.Read(ref _int) == 1) return; await _session.CloseAsync(); Volatile.Write(ref _int, 1);")]
    [InlineData("Interlocked.Exchange(ref _int, 1); await _session.CloseAsync();")]
    [InlineData("_ = Interlocked.Increment(ref _int); await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Exchange(ref _int, 1) == 0) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.CompareExchange(ref _int, 1, 0) == 0) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.CompareExchange(ref _int, 0, 1) != 0) return; await _session.CloseAsync();")]
    [InlineData("if (_owned is null) return; await _owned.CloseAsync(); _owned = null;")]
    [InlineData("if (_stop.IsCancellationRequested) return; await _session.CloseAsync(); _stop.Dispose();")]
    [InlineData("if (_stop.IsCancellationRequested) return; await _session.CloseAsync(); _stop.Cancel();")]
    [InlineData("_stop.Cancel(); await _session.CloseAsync(); _stop.Dispose();")]
    [InlineData("lock (_gate) { if (_bool) return; } await _session.CloseAsync(); lock (_gate) { _bool = true; }")]
    [InlineData("try { await _session.CloseAsync(); } finally { _bool = true; }")]
    [InlineData("try { if (_bool) return; await _session.CloseAsync(); } finally { _bool = true; }")]
    [InlineData("if (_bool || _owned is null) return; await _owned.CloseAsync(); _bool = true;")]
    [InlineData("if (_state == State.Closed) return; _state = State.Closing; await _session.CloseAsync(); _state = State.Closed;")]
    public async Task Every_repair_leaves_a_guard([StringSyntax("C#-test")] string body)
    {
        var source =
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public interface ISession
            {
                Task CloseAsync();

                void Abort();
            }

            public class C : IAsyncDisposable
            {
                private readonly ISession _session;
                private readonly CancellationTokenSource _stop = new();
                private readonly object _gate = new();
                private ISession? _owned;
                private State _state;
                private bool _bool;
                private int _int;

                public C(ISession session, ISession owned)
                {
                    _session = session;
                    _owned = owned;
                }

                private enum State
                {
                    Open,
                    Closing,
                    Closed,
                }

                public string Describe() => $"{_session}{_stop}{_gate}{_owned}{_state}{_bool}{_int}";

                public async ValueTask DisposeAsync()
                {
                    {{body}}
                }
            }
            """;
        var results = await Offers.ApplyAllAsync(source, "LIFE201", "LIFE202", "LIFE210");
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Problems.Length == 0, $"{result.Title}: {string.Join("; ", result.Problems)}\n{result.Text}"));
    }
}
