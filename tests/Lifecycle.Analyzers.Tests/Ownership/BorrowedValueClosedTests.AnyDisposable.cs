using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>LIFE315: the same rule for every other disposable type.</summary>
public sealed partial class BorrowedValueClosedTests
{
    private const string AnyId = "LIFE315";

    [Theory]
    [InlineData("class C : IDisposable { readonly Timer _s; public C(Timer s) { _s = s; } public void Dispose() { [|_s.Dispose()|]; } }")]
    [InlineData("class C : IDisposable { readonly IDisposable _s; public C(IDisposable s) { _s = s; } public void Dispose() { [|_s.Dispose()|]; } }")]
    [InlineData("class C(IAsyncDisposable s) : IAsyncDisposable { public ValueTask DisposeAsync() => [|s.DisposeAsync()|]; }")]
    [InlineData("class C { readonly IDisposable _s; public C(IDisposable s) { _s = s; using var [|t = s|]; } }")]
    [InlineData("class C { readonly IDisposable _s; public C(IDisposable s) { _s = s; using ([|s|]) { } } }")]
    [InlineData("class C { readonly Stream _s; public C(Stream s) { _s = s; } public void Stop() { [|_s.Dispose()|]; } }")]
    [InlineData("class C(Timer t) : IDisposable { public void Dispose() { [|t.Dispose()|]; } }")]
    [InlineData("class C : IDisposable { static readonly Stream S = File.OpenRead(\"\"); public void Dispose() { [|S.Dispose()|]; } }")]
    [InlineData("public class C { public int M(Stream s) { using ([|s|]) return s.ReadByte(); } }")]
    [InlineData("public class C { public async Task M(Stream s) { await using var [|t = s|]; await t.FlushAsync(); } }")]
    [InlineData("public class C { public async Task M(Stream s) { await using ([|s.ConfigureAwait(false)|]) { await s.FlushAsync(); } } }")]
    [InlineData("class C<T> where T : class, IDisposable { readonly T _t; public C(T t) { _t = t; } public void Close() { [|_t.Dispose()|]; } }")]
    [InlineData("interface I : IDisposable { } class C : IDisposable { readonly I _i; public C(I i) { _i = i; } public void Dispose() { [|_i.Dispose()|]; } }")]
    [InlineData("class C : IDisposable { readonly object _o; public C(Timer t) { _o = t; } public void Dispose() { [|(_o as IDisposable)?.Dispose()|]; } }")]
    [InlineData("class C { public C(IServiceProvider p) { using var [|t = (Timer)p.GetService(typeof(Timer))!|]; t.Change(1, 1); } }")]
    public async Task Whatever_is_given_or_shared_is_reported_where_it_is_closed(string source)
    {
        await Verify.Rule(AnyId, AnyUsings + source);
    }

    [Theory]
    [InlineData("class C : Stream2 { readonly Stream _s; public C(Stream s) { _s = s; } protected override void Dispose(bool disposing) { if (disposing) _s.Dispose(); } } abstract class Stream2 : MemoryStream { }")]
    [InlineData("interface I : IDisposable { } class C : I { readonly I _i; public C(I i) { _i = i; } public void Dispose() { _i.Dispose(); } }")]
    [InlineData("class B : IDisposable { public virtual void Dispose() { } } class C : B { readonly B _b; public C(B b) { _b = b; } public override void Dispose() { _b.Dispose(); } }")]
    [InlineData("class C(IEnumerator<int> inner) : IEnumerator<int> { public int Current => inner.Current; object System.Collections.IEnumerator.Current => Current; public bool MoveNext() => inner.MoveNext(); public void Reset() { } public void Dispose() => inner.Dispose(); }")]
    [InlineData("public class C { public string M(Stream s) { using var r = new StreamReader(s); return r.ReadToEnd(); } }")]
    [InlineData("public class C { public void M(MemoryStream s) { using (s) s.ReadByte(); } }")]
    [InlineData("class B : IDisposable { readonly IDisposable _d; protected B(IDisposable d) { _d = d; } public void Dispose() { _d.Dispose(); } } class D : B { public D() : base(new Timer(_ => { })) { } }")]
    [InlineData("class W : IDisposable { readonly IDisposable _d; public W(IDisposable d) { _d = d; } public void Dispose() { _d.Dispose(); } } static class X { public static IDisposable Wrapped(this IDisposable d) => new W(d); static void M() { using (new Timer(_ => { }).Wrapped()) { } } }")]
    [InlineData("class C : IDisposable { readonly IDisposable[] _all; public C(params IDisposable[] all) { _all = all; } public void Dispose() { foreach (var one in _all) one.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly Stream _s; public C(Stream s) { _s = s; } public void Dispose() { _s.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly StreamReader _s; public C(StreamReader s) { _s = s; } public void Dispose() { _s.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly Timer _t; public C(Timer t) { _t = t; } public void Dispose() { _t.Dispose(); } static void M() { using var c = new C(new Timer(_ => { })); } }")]
    [InlineData("interface I { void Use(Stream s); } class C : I { public void Use(Stream s) { using (s) s.ReadByte(); } }")]
    [InlineData("abstract class B { public abstract void Use(Stream s); } class C : B { public override void Use(Stream s) { using (s) s.ReadByte(); } }")]
    [InlineData("class C { static void DisposeProcess(System.Diagnostics.Process p) { p.Kill(); p.Dispose(); } static void M(System.Diagnostics.Process p) { DisposeProcess(p); } }")]
    [InlineData("class C { class Null : IDisposable { public static readonly Null Instance = new(); public void Dispose() { } } class Scope : IDisposable { public void Dispose() => GC.Collect(); } static IDisposable Begin(bool b) { if (b) return Null.Instance; return new Scope(); } void M(bool b) { using (Begin(b)) { } } }")]
    [InlineData("class C { void Exited(Timer t) { t.Change(1, 1); t.Dispose(); } public void Start(Timer t, List<Action> exits) { exits.Add(() => Exited(t)); } }")]
    [InlineData("class C { sealed class P : IServiceProvider, IDisposable { public object GetService(Type t) => null!; public void Dispose() { } } static P Build() => new(); void M() { using var p = Build(); var t = (Timer)p.GetService(typeof(Timer)); t.Change(1, 1); t.Dispose(); } }")]
    [InlineData("class C { static void M(Stream s, bool leaveOpen) { s.ReadByte(); if (leaveOpen) return; s.Dispose(); } }")]
    [InlineData("class C { readonly CancellationToken _t; public C(CancellationToken t) { _t = t; } public void M() { using var s = CancellationTokenSource.CreateLinkedTokenSource(_t); } }")]
    [InlineData("public class C { public async Task M(System.Net.Http.HttpClient c) { using (c) await c.GetStringAsync(\"\"); } }")]
    public async Task What_is_taken_over_or_needs_no_closing_is_silent(string source)
    {
        await Verify.Rule(AnyId, AnyUsings + source);
    }

    [Theory]
    [InlineData("public class C : IDisposable { readonly Box _b; public C(Box b) { _b = b; } public void Dispose() { [|_b.Timer.Dispose()|]; } }")]
    [InlineData("public class C : IDisposable { readonly Box _b; public C(Box b) { _b = b; } public void Dispose() { _b?[|.Timer?.Dispose()|]; } }")]
    [InlineData("public class C : IDisposable { readonly Box _b; public C(Box b) { _b = b; } Timer Timer => _b.Timer; public void Dispose() { [|Timer.Dispose()|]; } }")]
    [InlineData("public class C(Box b) : IDisposable { public void Dispose() { [|b.Inner.Timer.Dispose()|]; } }")]
    [InlineData("public class C : IDisposable { readonly System.Diagnostics.Process _p; public C(System.Diagnostics.Process p) { _p = p; } public void Dispose() { [|_p.StandardOutput.Dispose()|]; } }")]
    public async Task What_a_given_object_holds_is_reported_where_it_is_closed(string source)
    {
        await Verify.Rule(AnyId, AnyUsings + source + "\npublic class Box { public Timer Timer { get; } = null!; public Box Inner { get; } = null!; public Timer Make() => new Timer(_ => { }); public Timer Fresh => new Timer(_ => { }); }");
    }

    [Theory]
    [InlineData("public class C : IDisposable { readonly Box _b = new(); public void Dispose() { _b.Timer.Dispose(); } }")]
    [InlineData("public class C : IDisposable { readonly Box _b; public C(Box? b) { _b = b ?? new Box(); } public void Dispose() { _b.Timer.Dispose(); } }")]
    [InlineData("public class C { public static void Close(Box b) { b.Timer.Dispose(); } }")]
    [InlineData("public class C { readonly Box _b; public C(Box b) { _b = b; } public void M() { _b.Make().Dispose(); } }")]
    [InlineData("public class C { readonly Box _b; public C(Box b) { _b = b; } public void M() { using var t = _b.Fresh; } }")]
    [InlineData("class C : IDisposable { readonly Box _b; C(Box b) { _b = b; } public static C Open() => new(new Box()); public void Dispose() { _b.Timer.Dispose(); } }")]
    public async Task What_an_own_object_holds_or_a_given_one_makes_is_silent(string source)
    {
        await Verify.Rule(AnyId, AnyUsings + source + "\npublic class Box { public Timer Timer { get; } = null!; public Timer Make() => new Timer(_ => { }); public Timer Fresh => new Timer(_ => { }); }");
    }

    private const string AnyUsings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        """;
}
