using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedLocalNotClosedTests
{
    private const string HiddenClient = """
        }
        interface IApi { void Get(); }
        class Api : IApi, IDisposable { readonly HttpClient _c = new(); public void Get() => _c.CancelPendingRequests(); public void Dispose() => _c.Dispose(); }
        class Builder { static readonly List<IApi> All = new(); public IApi Build() => new Api(); public IApi Keep() { var a = new Api(); All.Add(a); return a; } public async Task<IApi> BuildAsync() { await Task.Yield(); return new Api(); }
        """;

    [Theory]
    [InlineData("var ([|c|], n) = (new HttpClient(), 1); c.CancelPendingRequests();")]
    [InlineData("HttpClient c; int n; ([|c|], n) = (new HttpClient(), 1); c.CancelPendingRequests();")]
    [InlineData("var ([|c|], (n, m)) = (new HttpClient(), (1, 2)); c.CancelPendingRequests();")]
    public async Task A_tuple_that_is_taken_apart_is_followed(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("var (c, n) = (new HttpClient(), 1); c.Dispose();")]
    [InlineData("var a = new HttpClient(); var b2 = new HttpClient(); (a, b2) = (b2, a); a.Dispose(); b2.Dispose();")]
    [InlineData("(_f, _) = (new HttpClient(), 1);", "HttpClient _f = null!;")]
    [InlineData("var p = (Client: new HttpClient(), N: 1); p.Client.Dispose();")]
    [InlineData("", "static ((HttpClient, int), int) Nested() { var c = new HttpClient(); return ((c, 1), 2); }")]
    [InlineData("var (c, n) = Pair(); c.CancelPendingRequests();", "static (HttpClient, int) Pair() => (new HttpClient(), 1);")]
    public async Task A_tuple_that_goes_elsewhere_is_silent(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("Make(out var [|c|]); c.CancelPendingRequests();", "static void Make(out HttpClient c) => c = new HttpClient();")]
    [InlineData("if (!Try(out var [|c|])) return \"\"; c.CancelPendingRequests();", "static bool Try(out HttpClient c) { c = null!; if (Environment.TickCount == 1) return false; c = new HttpClient(); return true; }")]
    [InlineData("Make(out var c); c.Dispose();", "static void Make(out HttpClient c) => c = new HttpClient();")]
    [InlineData("if (Try(out var c)) c.Dispose();", "static bool Try(out HttpClient c) { c = null!; if (Environment.TickCount == 1) return false; c = new HttpClient(); return true; }")]
    [InlineData("var ok = Try(out var c); if (ok) c.Dispose();", "static bool Try(out HttpClient c) { c = null!; if (Environment.TickCount == 1) return false; c = new HttpClient(); return true; }")]
    [InlineData("Look(out var c); c.CancelPendingRequests();", "static readonly HttpClient S = new(); static void Look(out HttpClient c) => c = S;")]
    [InlineData("Make(out _f);", "HttpClient _f = null!; static void Make(out HttpClient c) => c = new HttpClient();")]
    [InlineData("Maker make = (out HttpClient m) => m = new HttpClient(); make(out var [|c|]); c.CancelPendingRequests();", "delegate void Maker(out HttpClient c);")]
    [InlineData("Maker make = (out HttpClient m) => m = new HttpClient(); make(out var c); c.Dispose();", "delegate void Maker(out HttpClient c);")]
    [InlineData("HttpClient? c = null; Fill(ref [|c|]); c!.CancelPendingRequests();", "static void Fill(ref HttpClient? c) => c = new HttpClient();")]
    [InlineData("Make(out var [|c|]); c.CancelPendingRequests();", "static void Make(out HttpClient c) => Inner(out c); static void Inner(out HttpClient c) => c = new HttpClient();")]
    [InlineData("Make(out var [|c|]); c.CancelPendingRequests();", "static void Make(out HttpClient c) { c = new HttpClient(); c.Timeout = TimeSpan.Zero; }")]
    [InlineData("Move(new HttpClient(), out var [|c|]); c.CancelPendingRequests();", "static void Move(HttpClient a, out HttpClient c) => c = a;")]
    [InlineData("Move(new HttpClient(), out var c); c.Dispose();", "static void Move(HttpClient a, out HttpClient c) => c = a;")]
    [InlineData("Move(given, out var c); c.CancelPendingRequests();", "static void Move(HttpClient a, out HttpClient c) => c = a;")]
    [InlineData("Make(out var c); c.CancelPendingRequests();", "static readonly List<HttpClient> L = new(); static void Make(out HttpClient c) { c = new HttpClient(); L.Add(c); }")]
    [InlineData("Make(out var c); c.CancelPendingRequests();", "static void Make(out HttpClient c) { c = new HttpClient(); c.Dispose(); }")]
    [InlineData("if (Look(1, out var c)) c.CancelPendingRequests();", "static readonly Dictionary<int, HttpClient> D = new(); static bool Look(int i, out HttpClient c) { if (D.TryGetValue(i, out c!)) return true; c = new HttpClient(); D.Add(i, c); return true; }")]
    [InlineData("Fill(ref given); given.CancelPendingRequests();", "static void Fill(ref HttpClient c) { if (Environment.TickCount == 1) c = new HttpClient(); }")]
    [InlineData("", "static bool N(out HttpClient c) { return Inner(out c); } static bool Inner(out HttpClient c) { c = new HttpClient(); return true; }")]
    [InlineData("", "static void N(ref HttpClient c) { Inner(out c); } static void Inner(out HttpClient c) => c = new HttpClient();")]
    public async Task What_a_method_gives_out_is_followed(string statements, string members)
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("IApi [|a|] = new Api(); a.Get();")]
    [InlineData("var [|a|] = new Builder().Build(); a.Get();")]
    [InlineData("var [|a|] = await new Builder().BuildAsync(); a.Get();")]
    [InlineData("var a = new Builder().Keep(); a.Get();")]
    [InlineData("var a = new Builder().Build(); a.Get(); ((IDisposable)a).Dispose();")]
    [InlineData("var a = new Builder().Build(); a.Get(); (a as IDisposable)?.Dispose();")]
    [InlineData("var a = new Builder().Build(); using (a as IDisposable) a.Get();")]
    [InlineData("var a = new Builder().Build(); a.Get(); if (a is IDisposable d) d.Dispose();")]
    public async Task A_client_behind_an_interface_that_does_not_say_so_is_followed(string statements)
    {
        await Verify.Rule(Id, Body(statements, HiddenClient));
    }

    [Theory]
    [InlineData("var [|w|] = new W() + new W(); w.Get();")]
    [InlineData("W [|w|] = 1; w.Get();")]
    [InlineData("using var w = new W() + new W(); w.Get();")]
    public async Task What_an_operator_makes_is_followed(string statements)
    {
        await Verify.Rule(Id, Body(
            statements,
            "}\nclass W : IDisposable { readonly HttpClient _c = new(); public void Get() { } public void Dispose() => _c.Dispose(); public static W operator +(W a, W b) { a.Dispose(); b.Dispose(); return new W(); } public static implicit operator W(int n) => new W();"));
    }

    [Theory]
    [InlineData("S? [|s|] = new S(); s.Value.Get();")]
    [InlineData("S? s = new S(); s.Value.Dispose();")]
    [InlineData("S? s = new S(); s?.Dispose();")]
    [InlineData("S? s = b ? new S() : null; if (s.HasValue) s.Value.Dispose();")]
    public async Task A_nullable_is_followed_to_its_value(string statements)
    {
        await Verify.Rule("LIFE312", Body(statements, "}\nstruct S : IDisposable { public S() { } public void Get() { } public void Dispose() => GC.KeepAlive(this);"));
    }

    [Theory]
    [InlineData("using var k = new Closer(); var c = k.Add(new HttpClient()); c.CancelPendingRequests(); k.Add(new HttpClient());")]
    [InlineData("var made = new HttpClient(); var c = Pool.GetOrAdd(1, made); if (c != made) made.Dispose();")]
    public async Task What_a_holder_keeps_and_gives_back_is_not_the_callers(string statements)
    {
        await Verify.Rule(Id, Body(
            statements,
            "static readonly System.Collections.Concurrent.ConcurrentDictionary<int, HttpClient> Pool = new(); }\nclass Closer : IDisposable { readonly List<IDisposable> _l = new(); public T Add<T>(T d) where T : IDisposable { _l.Add(d); return d; } public void Dispose() { foreach (var d in _l) d.Dispose(); }"));
    }
}
