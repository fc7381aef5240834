using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Model;

/// <summary>What the simulation of two calls says of a guard, in the engine's own words.</summary>
public sealed partial class CloseGuardTests
{
    private const string Frame = """

        interface ISession : IAsyncDisposable
        {
            bool IsOpen { get; }
            Task CloseAsync();
            void Abort();
        }
        """;

    [Theory]
    [InlineData("if (_bool) return; _bool = true; await _session.CloseAsync();")]
    [InlineData("if (!_bool) { _bool = true; await _session.CloseAsync(); }")]
    [InlineData("if (Interlocked.Exchange(ref _int, 1) != 0) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Exchange(ref _int, 1) == 1) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Exchange(ref _int, 1) > 0) return; await _session.CloseAsync();")]
    [InlineData("if (0 < Interlocked.Exchange(ref _int, 1)) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Exchange(ref _bool, true)) return; await _session.CloseAsync();")]
    [InlineData("if (!Interlocked.Exchange(ref _bool, true)) await _session.CloseAsync();")]
    [InlineData("if (Interlocked.CompareExchange(ref _int, 1, 0) != 0) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.CompareExchange(ref _int, 1, 0) == 0) { await _session.CloseAsync(); }")]
    [InlineData("if (Interlocked.Increment(ref _int) > 1) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Increment(ref _int) != 1) return; await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Increment(ref _int) == 1) { await _session.CloseAsync(); }")]
    [InlineData("if ((Interlocked.Or(ref _int, 1) & 1) != 0) return; await _session.CloseAsync();")]
    [InlineData("var was = Interlocked.Exchange(ref _int, 1); if (was != 0) return; await _session.CloseAsync();")]
    [InlineData("if (Volatile.Read(ref _int) == 1) return; Volatile.Write(ref _int, 1); await _session.CloseAsync();")]
    [InlineData("if (Interlocked.Exchange(ref _int, 1) is not 0) return; await _session.CloseAsync();")]
    [InlineData("switch (Interlocked.Exchange(ref _int, 1)) { case 0: await _session.CloseAsync(); break; default: return; }")]
    [InlineData("var session = Interlocked.Exchange(ref _owned, null); if (session != null) await session.CloseAsync();")]
    [InlineData("if (Interlocked.Exchange(ref _owned, null) is { } session) await session.CloseAsync();")]
    [InlineData("Interlocked.Exchange(ref _owned, null)?.Abort(); await Task.Yield();")]
    [InlineData("var session = _owned; if (session is null) return; _owned = null; await session.CloseAsync();")]
    [InlineData("if (_owned is { } session) { _owned = null; await session.CloseAsync(); }")]
    [InlineData("(var session, _owned) = (_owned, null); if (session != null) await session.CloseAsync();")]
    public async Task Flag_idioms_guard(string body)
    {
        Assert.Equal("guarded", await Describe(body));
    }

    [Theory]
    [InlineData("await _session.CloseAsync();", "unguarded: _session.CloseAsync unknown")]
    [InlineData("_owned?.Abort(); await Task.Yield();", "unguarded: _owned.Abort unknown ('_owned' is tested for null but never set to null)")]
    [InlineData("if (_bool) return; await _session.CloseAsync();", "unguarded: _session.CloseAsync unknown ('_bool' is tested but never set)")]
    [InlineData("_bool = true; await _session.CloseAsync();", "unguarded: _session.CloseAsync unknown ('_bool' is set but never tested)")]
    [InlineData("Interlocked.Exchange(ref _int, 1); await _session.CloseAsync();", "ineffective: ResultIgnored of _int at Interlocked.Exchange(ref _int, 1)")]
    [InlineData("if (!_bool) return; _bool = true; await _session.CloseAsync();", "ineffective: Inverted of _bool at _bool")]
    [InlineData("if (Interlocked.Exchange(ref _int, 1) == 0) return; await _session.CloseAsync();", "ineffective: Inverted of _int at Interlocked.Exchange(ref _int, 1)")]
    [InlineData("if (Interlocked.CompareExchange(ref _int, 1, 0) == 0) return; await _session.CloseAsync();", "ineffective: Inverted of _int at Interlocked.CompareExchange(ref _int, 1, 0)")]
    [InlineData("if (_bool) return; await _session.CloseAsync(); _bool = true;", "ineffective: ClaimedAfterAwait of _bool at _bool = true")]
    [InlineData("if (_bool) return; _session.Abort(); _bool = true; await Task.Yield();", "ineffective: ClaimedAfterRelease of _bool at _bool = true")]
    [InlineData("if (_owned is null) return; await _owned.CloseAsync(); _owned = null;", "ineffective: ClaimedAfterAwait of _owned at _owned = null")]
    [InlineData("if (_owned is null) return; await _owned.DisposeAsync(); _owned = null;", "guarded")]
    [InlineData("await Task.Yield();", "nothing to release")]
    [InlineData("GC.SuppressFinalize(this);", "nothing to release")]
    public async Task What_looks_like_a_guard_is_judged_by_what_it_does(string body, string expected)
    {
        Assert.Equal(expected, await Describe(body));
    }

    [Fact]
    public async Task A_state_that_its_setter_writes_for_others_too_may_be_anything_at_first()
    {
        Assert.Equal("ineffective: ClaimedAfterAwait of _d at _d = true", await Describe(
            "if (_d) return; await StopAsync(); _d = true;",
            """
            bool _d, _open;
            bool IsOpen { get => _open; set { _open = value; } }
            public void Open() { IsOpen = true; }
            public async Task StopAsync() { if (!IsOpen) return; await _session.CloseAsync(); IsOpen = false; }
            """));
    }

    [Fact]
    public async Task Attributes_and_default_values_do_not_hide_the_body()
    {
        Assert.Equal("guarded; unguarded: _session.CloseAsync unknown", await DescribeType("""
            class C : IAsyncDisposable
            {
                private readonly ISession _session;
                private bool _d;
                public C(ISession session) => _session = session;

                [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")]
                [Obsolete("x")]
                public async ValueTask DisposeAsync(bool now = true)
                {
                    if (_d) return;
                    _d = true;
                    await _session.CloseAsync();
                }

                [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")]
                async ValueTask IAsyncDisposable.DisposeAsync() => await _session.CloseAsync();
            }
            """));
    }

    private static Task<string> Describe(string body, string members = "")
    {
        return DescribeType($$"""
            class C : IAsyncDisposable
            {
                private readonly ISession _session;
                private readonly CancellationTokenSource _cts = new();
                private ISession? _owned;
                private bool _bool;
                private int _int;
                {{members}}
                public C(ISession session, ISession owned) { _session = session; _owned = owned; }
                public async ValueTask DisposeAsync() { {{body}} }
            }
            """);
    }

    private static async Task<string> DescribeType([StringSyntax("C#-test")] string source)
    {
        var model = await EngineTest.CloseModelOf("C", source + Frame);
        return string.Join("; ", model.GetGuards(CancellationToken.None).Select(GuardDescription.Of));
    }
}
