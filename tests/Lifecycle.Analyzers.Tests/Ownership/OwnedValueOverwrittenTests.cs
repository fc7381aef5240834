using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedValueOverwrittenTests
{
    private const string Id = "LIFE304";

    /// <summary>Puts statements into an async method with an address and a condition at hand.</summary>
    private static string Body(string statements, string members = "")
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            class C
            {
                async Task<object?> M(Uri u, bool b, HttpClient given)
                {
                    await Task.Yield();
                    {{statements}}
                    return null;
                }

                {{members}}
            }
            """;
    }

    [Theory]
    [InlineData("var c = new HttpClient(); await c.GetStringAsync(u); [|c = new HttpClient()|]; c.Dispose();")]
    [InlineData("var c = new HttpClient(); [|c = new HttpClient()|]; return c;")]
    [InlineData("HttpClient c; c = new HttpClient(); [|c = new()|]; c.Dispose();")]
    [InlineData("var c = new HttpClient(); if (b) [|c = new HttpClient()|]; c.Dispose();")]
    [InlineData("var c = new HttpClient(); if (b) c.Dispose(); [|c = new HttpClient()|]; c.Dispose();")]
    [InlineData("HttpClient? c = new HttpClient(); if (b) { c.Dispose(); return null; } [|c = null|]; return null;")]
    [InlineData("var c = new HttpClient(); if (b) { [|c = given|]; } else { c.Dispose(); }")]
    [InlineData("HttpClient? c = null; while (u.IsFile) { [|c = new HttpClient()|]; } c?.Dispose();")]
    [InlineData("HttpClient? c = null; for (var i = 0; i < 3; i++) { [|c = new HttpClient()|]; await c.GetStringAsync(u); } c?.Dispose();")]
    [InlineData("HttpClient c; do { [|c = new HttpClient()|]; } while (b); return c;")]
    [InlineData("HttpClient? c = null; foreach (var x in u.Segments) { [|c = new HttpClient()|]; if (x == \"\") break; } return c;")]
    [InlineData("var c = Make(); [|c = Make()|]; c.Dispose();")]
    [InlineData("var c = Make(); Get([|out c|]); c.Dispose();")]
    public async Task Local_that_loses_an_open_client_to_another_value_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements, "static HttpClient Make() => new HttpClient(); static void Get(out HttpClient c) => c = new HttpClient();"));
    }

    [Theory]
    [InlineData("var c = new HttpClient(); c.Dispose(); c = new HttpClient(); c.Dispose();")]
    [InlineData("HttpClient? c = null; while (u.IsLoopback) { c?.Dispose(); c = new HttpClient(); } c?.Dispose();")]
    [InlineData("HttpClient? c = null; while (u.IsLoopback) { if (c != null) c.Dispose(); c = new HttpClient(); } c?.Dispose();")]
    [InlineData("while (u.IsLoopback) { var c = new HttpClient(); c.Dispose(); }")]
    [InlineData("while (u.IsLoopback) { HttpClient c; if (u.IsFile) c = new HttpClient(); else c = new HttpClient(new HttpClientHandler()); if (u.IsUnc) c.Dispose(); }")]
    [InlineData("while (true) { HttpClient c; if (u.IsFile) c = new HttpClient(); else c = new HttpClient(new HttpClientHandler()); if (u.IsUnc) c.Dispose(); }")]
    [InlineData("while (u.IsLoopback) { HttpClient c; c = new HttpClient(); if (u.IsUnc) c.Dispose(); }")]
    [InlineData("var c = new HttpClient(); var old = c; c = new HttpClient(); old.Dispose(); c.Dispose();")]
    [InlineData("var c = new HttpClient(); HttpClient old; (c, old) = (new HttpClient(), c); old.Dispose(); c.Dispose();")]
    [InlineData("var c = new HttpClient(); var d = new HttpClient(); (c, d) = (d, c); c.Dispose(); d.Dispose();")]
    [InlineData("var all = new List<HttpClient>(); HttpClient c; while (u.IsLoopback) { c = new HttpClient(); all.Add(c); } return all;")]
    [InlineData("HttpClient? c = null; while (u.IsLoopback) { c = new HttpClient(); try { await c.GetStringAsync(u); } finally { c.Dispose(); } }")]
    [InlineData("HttpClient? c = null; c ??= new HttpClient(); c.Dispose();")]
    [InlineData("HttpClient? c = null; if (c is null) c = new HttpClient(); c.Dispose();")]
    [InlineData("var c = given; c = new HttpClient(); c.Dispose();")]
    [InlineData("given = new HttpClient(); given.Dispose();")]
    [InlineData("var c = new HttpClient(); Action a = () => c.Dispose(); c = new HttpClient(); a();")]
    [InlineData("var c = new HttpClient(); Close(ref c); c = new HttpClient(); c.Dispose();")]
    [InlineData("var c = new HttpClient(); Keep(c); c = new HttpClient(); c.Dispose();")]
    [InlineData("var c = b ? new HttpClient() : null; if (c == null) c = new HttpClient(); c.Dispose();")]
    public async Task Local_whose_client_is_closed_or_held_elsewhere_is_silent(string statements)
    {
        await Verify.Rule(Id, Body(statements, "static HttpClient? s_kept; static void Keep(HttpClient c) => s_kept = c; static void Close(ref HttpClient c) { c.Dispose(); c = null!; }"));
    }

    [Theory]
    [InlineData("var c = new HttpClient(); await c.GetStringAsync(u); {|LIFE304:c = new HttpClient()|}; c.Dispose();")]
    [InlineData("var {|LIFE302:c|} = new HttpClient(); await c.GetStringAsync(u); {|LIFE302:c|} = new HttpClient(); await c.GetStringAsync(u);")]
    [InlineData("HttpClient? c = null; while (u.IsFile) { {|LIFE304:c = new HttpClient()|}; } c?.Dispose();")]
    [InlineData("HttpClient? c = null; while (u.IsLoopback) { {|LIFE302:c|} = new HttpClient(); await c.GetStringAsync(u); }")]
    [InlineData("while (u.IsLoopback) { var {|LIFE302:c|} = new HttpClient(); await c.GetStringAsync(u); }")]
    public async Task One_of_the_two_rules_about_locals_speaks(string statements)
    {
        await new LifecycleTest(Id, "LIFE302") { TestCode = Body(statements) }.RunAsync();
    }

    [Theory]
    [InlineData("public void Reset() { [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() => [|_c = new HttpClient()|];")]
    [InlineData("public void Reset() { var c = new HttpClient(); c.Timeout = TimeSpan.FromSeconds(1); [|_c = c|]; }")]
    [InlineData("public void Reset(bool b) { if (b) _c.Dispose(); [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() { _c.Dispose(); _c = new HttpClient(); [|_c = new HttpClient()|]; }")]
    [InlineData("public async Task Reset() { await Task.Yield(); _c.CancelPendingRequests(); [|_c = new HttpClient()|]; }")]
    [InlineData("public int Timeout { set { [|_c = new HttpClient { Timeout = TimeSpan.FromSeconds(value) }|]; } }")]
    [InlineData("public void Reset() { if (_disposed) throw new ObjectDisposedException(\"\"); [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() { Check(); [|_c = new HttpClient()|]; } void Check() { if (_disposed) throw new ObjectDisposedException(\"\"); }")]
    [InlineData("[Obsolete] public void Reset() { [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() { Make(); } void Make() { [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() { lock (this) { [|_c = new HttpClient()|]; } }")]
    [InlineData("public C() { [|_c = new HttpClient()|]; }")]
    public async Task Member_that_is_overwritten_while_open_is_reported(string member)
    {
        await Verify.Rule(Id, Type(member));
    }

    [Theory]
    [InlineData("public void Reset() { _c.Dispose(); _c = new HttpClient(); }")]
    [InlineData("public void Reset() { _c?.Dispose(); _c = new HttpClient(); }")]
    [InlineData("public void Reset() { if (_c != null) _c.Dispose(); _c = new HttpClient(); }")]
    [InlineData("public void Reset() { if (_c == null) _c = new HttpClient(); }")]
    [InlineData("public void Reset() { if (_c is null) { _c = new HttpClient(); } }")]
    [InlineData("public void Reset() { if (_c is not null) return; _c = new HttpClient(); }")]
    [InlineData("public void Reset() { _c ??= new HttpClient(); }")]
    [InlineData("public HttpClient Get() => _c ??= new HttpClient();")]
    [InlineData("public HttpClient Get() => _c ?? (_c = new HttpClient());")]
    [InlineData("public void Reset() { var old = _c; _c = new HttpClient(); old.Dispose(); }")]
    [InlineData("public void Reset() { using var old = _c; _c = new HttpClient(); }")]
    [InlineData("public void Reset() { var c = _c; if (c == null) { c = new HttpClient(); _c = c; } }")]
    [InlineData("public void Reset() { Interlocked.Exchange(ref _c, new HttpClient())?.Dispose(); }")]
    [InlineData("public void Reset() { Interlocked.Exchange(ref _c, null!)?.Dispose(); _c = new HttpClient(); }")]
    [InlineData("public void Reset() { Dispose(); _c = new HttpClient(); }")]
    [InlineData("public void Reset() { Close(); _c = new HttpClient(); } void Close() => _c?.Dispose();")]
    [InlineData("public void Reset() { Release(_c); _c = new HttpClient(); } static void Release(IDisposable? d) => d?.Dispose();")]
    [InlineData("public void Reset() { try { _c.Dispose(); } catch { } _c = new HttpClient(); }")]
    [InlineData("public void Start() { System.Diagnostics.Debug.Assert(_c == null); _c = new HttpClient(); }")]
    [InlineData("public HttpClient Get(int n) { if (_c is { } c) return c; for (var i = 0; i < n; i++) { try { var d = new HttpClient(); if (i > 2) continue; _c = d; return _c; } catch (HttpRequestException) { } } return _c!; }")]
    [InlineData("public void Reset() { try { } finally { _c.Dispose(); } _c = new HttpClient(); }")]
    [InlineData("bool _on; public void Start() { if (_on) return; _on = true; _c = new HttpClient(); }")]
    [InlineData("bool _on; public void Start() { if (!_on) { _on = true; _c = new HttpClient(); } }")]
    [InlineData("bool _on; public void Start() { Check(); _c = new HttpClient(); } void Check() { if (_on) throw new InvalidOperationException(); }")]
    [InlineData("public C(int i) { Make(); } void Make() { _c = new HttpClient(); }")]
    [InlineData("public HttpClient Client { get { if (_c == null) Make(); return _c!; } } void Make() { _c = new HttpClient(); }")]
    [InlineData("public void Reset() { _c.Dispose(); Make(); } void Make() { _c = new HttpClient(); }")]
    [InlineData("public event Action? E; public C(int i) { E += Make; } void Make() { _c = new HttpClient(); }")]
    [InlineData("[System.ComponentModel.DataAnnotations.Display] public void Setup() { _c = new HttpClient(); }")]
    [InlineData("public override string ToString() { _c = new HttpClient(); return \"\"; }")]
    public async Task Member_that_is_closed_or_empty_before_is_silent(string member)
    {
        await Verify.Rule(Id, Type(member).Replace("_c = new();", "_c = null!;", StringComparison.Ordinal));
    }

    private static string Type(string member)
    {
        return $$"""
            using System;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            class C : IDisposable
            {
                private HttpClient _c = new();
                private bool _disposed;

                {{member}}

                public void Dispose() { _disposed = true; _c?.Dispose(); }
            }
            """;
    }
}
