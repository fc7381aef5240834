using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedLocalNotClosedTests
{
    private const string Id = "LIFE302";

    /// <summary>Puts statements into an async method with an address and a condition at hand.</summary>
    private static string Body(string statements, string members = "")
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u, bool b, HttpClient given)
                {
                    {{statements}}
                    return "";
                }

                {{members}}
            }
            """;
    }

    [Theory]
    [InlineData("var [|c|] = new HttpClient(); await c.GetStringAsync(u);")]
    [InlineData("HttpClient [|c|] = new(); await c.GetStringAsync(u);")]
    [InlineData("HttpClient c; [|c|] = new HttpClient(); await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient { BaseAddress = u }; await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(new SocketsHttpHandler()); await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(new HttpClientHandler(), true); await c.GetStringAsync(u);")]
    [InlineData("var h = new SocketsHttpHandler(); var [|c|] = new HttpClient(h); await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpMessageInvoker(new SocketsHttpHandler()); await c.SendAsync(new HttpRequestMessage(), default);")]
    [InlineData("var [|c|] = new System.Net.WebSockets.ClientWebSocket(); await c.ConnectAsync(u, default);")]
    [InlineData("HttpClient [|c|] = b ? new HttpClient() : given; await c.GetStringAsync(u);")]
    [InlineData("var a = new HttpClient(); var d = a; a.Dispose(); var [|e|] = new HttpClient(); await e.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(); GC.KeepAlive(c);")]
    [InlineData("var [|c|] = new HttpClient(); ArgumentNullException.ThrowIfNull(c);")]
    public async Task A_client_that_is_only_used_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("var [|c|] = new HttpClient(); if (b) return \"\"; c.Dispose();")]
    [InlineData("var [|c|] = new HttpClient(); if (b) c.Dispose();")]
    [InlineData("var [|c|] = new HttpClient(); switch (u.Scheme) { case \"a\": c.Dispose(); break; case \"b\": break; default: c.Dispose(); break; }")]
    [InlineData("foreach (var x in u.Segments) { var [|c|] = new HttpClient(); if (x == \"\") continue; c.Dispose(); }")]
    [InlineData("while (true) { var [|c|] = new HttpClient(); await c.GetStringAsync(u); }")]
    [InlineData("HttpClient c = null!; while (b) { [|c|] = new HttpClient(); } c?.Dispose();")]
    public async Task A_client_that_one_path_leaves_open_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("using var c = new HttpClient(); await c.GetStringAsync(u);")]
    [InlineData("using (var c = new HttpClient()) await c.GetStringAsync(u);")]
    [InlineData("using (new HttpClient()) { }")]
    [InlineData("var c = new HttpClient(); using (c) await c.GetStringAsync(u);")]
    [InlineData("var c = new HttpClient(); using var d = c; await c.GetStringAsync(u);")]
    [InlineData("var c = new HttpClient(); using IDisposable d = c; await c.GetStringAsync(u);")]
    [InlineData("var c = new HttpClient(); try { await c.GetStringAsync(u); } finally { c.Dispose(); }")]
    [InlineData("HttpClient? c = null; try { c = new HttpClient(); await c.GetStringAsync(u); } finally { c?.Dispose(); }")]
    [InlineData("HttpClient? c = null; try { c = new HttpClient(); if (b) return \"x\"; } finally { if (c != null) c.Dispose(); }")]
    [InlineData("var c = new HttpClient(); try { await c.GetStringAsync(u); c.Dispose(); } catch { c.Dispose(); throw; }")]
    [InlineData("var c = new HttpClient(); if (b) throw new Exception(); c.Dispose();")]
    [InlineData("var c = new HttpClient(); if (b) { c.Dispose(); return \"\"; } c.Dispose();")]
    [InlineData("HttpClient? c = null; if (b) c = new HttpClient(); c?.Dispose();")]
    [InlineData("HttpClient? c = b ? new HttpClient() : null; if (c is not null) c.Dispose();")]
    [InlineData("HttpClient? c = b ? new HttpClient() : null; if (c is { } d) d.Dispose();")]
    [InlineData("HttpClient? c = b ? new HttpClient() : null; if (c is HttpClient d) d.Dispose();")]
    [InlineData("HttpClient? c = null; if (b) c = new HttpClient(); if (b) c!.Dispose();")]
    [InlineData("var owns = given is null; var c = given ?? new HttpClient(); await c.GetStringAsync(u); if (owns) c.Dispose();")]
    [InlineData("var owns = given == null; var c = owns ? new HttpClient() : given; try { await c.GetStringAsync(u); } finally { if (owns) c.Dispose(); }")]
    [InlineData("var c = given ?? new HttpClient(); await c.GetStringAsync(u); if (given is null) c.Dispose();")]
    [InlineData("var c = new HttpClient(); ((IDisposable)c).Dispose();")]
    [InlineData("var a = new HttpClient(); var c = new HttpClient(); var d = b ? a : c; a.Dispose(); c.Dispose();")]
    [InlineData("await using var s = new Sdk(); s.Ping();", "sealed class Sdk : IAsyncDisposable { private readonly HttpClient _c = new(); public void Ping() => _c.CancelPendingRequests(); public ValueTask DisposeAsync() { _c.Dispose(); return default; } }")]
    [InlineData("while (b) { using var c = new HttpClient(); await c.GetStringAsync(u); }")]
    [InlineData("do { var c = new HttpClient(); try { await c.GetStringAsync(u); if (b) continue; } finally { c.Dispose(); } } while (b);")]
    [InlineData("var c = new HttpClient(); goto end; end: c.Dispose();")]
    [InlineData("lock (u) { var c = new HttpClient(); c.Dispose(); }")]
    [InlineData("foreach (var x in u.Segments) { HttpClient? c = null; try { c = new HttpClient(); if (x == \"\") continue; Keep(c); c = null; return x; } catch (HttpRequestException) { } finally { c?.Dispose(); } }", "HttpClient? _f; void Keep(HttpClient c) => _f = c;")]
    public async Task A_client_that_every_path_closes_is_not_reported(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("HttpClient N() { var c = new HttpClient(); c.Timeout = TimeSpan.Zero; return c; }")]
    [InlineData("HttpClient? N(bool b) { var c = new HttpClient(); if (b) { c.Dispose(); return null; } return c; }")]
    [InlineData("(HttpClient, int) N() { var c = new HttpClient(); return (c, 1); }")]
    [InlineData("HttpClient[] N() { var c = new HttpClient(); return new[] { c }; }")]
    [InlineData("List<HttpClient> N() { var c = new HttpClient(); return new List<HttpClient> { c }; }")]
    [InlineData("Task<HttpClient> N() { var c = new HttpClient(); return Task.FromResult(c); }")]
    [InlineData("async Task<HttpClient> N() { var c = new HttpClient(); await Task.Yield(); return c; }")]
    [InlineData("IEnumerable<HttpClient> N() { var c = new HttpClient(); yield return c; }")]
    [InlineData("void N(out HttpClient r) { var c = new HttpClient(); r = c; }")]
    [InlineData("void N(ref HttpClient r) { r = new HttpClient(); }")]
    [InlineData("HttpClient _f = null!; void N() { var c = new HttpClient(); _f = c; }")]
    [InlineData("HttpClient P { get; set; } = null!; void N() { var c = new HttpClient(); P = c; }")]
    [InlineData("readonly List<HttpClient> _l = new(); void N() { var c = new HttpClient(); _l.Add(c); }")]
    [InlineData("readonly Dictionary<string, HttpClient> _d = new(); void N() { var c = new HttpClient(); _d[\"\"] = c; }")]
    [InlineData("Func<Task> N(Uri u) { var c = new HttpClient(); return () => c.GetStringAsync(u); }")]
    [InlineData("IDisposable N() { var c = new HttpClient(); return new Owner(c); } sealed class Owner(HttpClient c) : IDisposable { public void Dispose() => c.Dispose(); }")]
    [InlineData("void N() { var c = new HttpClient(); Close(c); } static void Close(HttpClient c) { c.CancelPendingRequests(); c.Dispose(); }")]
    [InlineData("void N() { var c = new HttpClient(); Close(c); } static void Close(IDisposable c) => c.Dispose();")]
    [InlineData("void N() { var c = new HttpClient(); End(); void End() => c.Dispose(); }")]
    [InlineData("HttpClient N() { var h = new SocketsHttpHandler(); return new HttpClient(h); }")]
    [InlineData("HttpClient N() { var h = new HttpClientHandler(); var r = new Retry { InnerHandler = h }; return new HttpClient(r); } sealed class Retry : DelegatingHandler { }")]
    public async Task A_client_that_is_handed_on_is_not_reported(string members)
    {
        await Verify.Rule(Id, Body("", members));
    }

    [Theory]
    [InlineData("var c = given; await c.GetStringAsync(u);")]
    [InlineData("var c = _shared; await c.GetStringAsync(u);", "static readonly HttpClient _shared = new();")]
    [InlineData("var c = _factory.CreateClient(); await c.GetStringAsync(u);", "Factory _factory = null!; abstract class Factory { public abstract HttpClient CreateClient(); }")]
    [InlineData("var c = new HttpClient(_handler); await c.GetStringAsync(u);", "static readonly SocketsHttpHandler _handler = new();")]
    [InlineData("var c = new HttpClient(_handler, disposeHandler: false); await c.GetStringAsync(u);", "static readonly SocketsHttpHandler _handler = new();")]
    [InlineData("var c = new HttpClient(new Double()); await c.GetStringAsync(u);", "sealed class Double : HttpMessageHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => throw new Exception(); }")]
    [InlineData("var c = Shared(); await c.GetStringAsync(u);", "static HttpClient s = new(); static HttpClient Shared() => s;")]
    [InlineData("var c = Cached(); await c.GetStringAsync(u);", "HttpClient? _c; HttpClient Cached() => _c ??= new HttpClient();")]
    [InlineData("var r = new HttpRequestMessage(); var s = await given.SendAsync(r);")]
    public async Task A_client_that_is_borrowed_is_not_reported(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("var [|c|] = Make(); await c.GetStringAsync(u);", "static HttpClient Make() => new HttpClient();")]
    [InlineData("var [|c|] = await Task.FromResult(new HttpClient()); await c.GetStringAsync(u);", "")]
    [InlineData("var [|c|] = await Task.Run(() => new HttpClient()); await c.GetStringAsync(u);", "")]
    [InlineData("var [|c|] = await Task.Run(Make).ConfigureAwait(false); await c.GetStringAsync(u);", "static async Task<HttpClient> Make() { await Task.Yield(); return new HttpClient(); }")]
    [InlineData("var c = await Task.Run(() => given); await c.GetStringAsync(u);", "")]
    [InlineData("var [|c|] = Activator.CreateInstance<HttpClient>(); await c.GetStringAsync(u);", "")]
    [InlineData("var [|t|] = Make(); var c = await t; await c.GetStringAsync(u);", "static Task<HttpClient> Make() => Task.FromResult(new HttpClient());")]
    [InlineData("var [|c|] = Make(); await c.GetStringAsync(u);", "static HttpClient Make() { var c = new HttpClient(); c.Timeout = TimeSpan.Zero; return c; }")]
    [InlineData("var [|c|] = Fresh; await c.GetStringAsync(u);", "static HttpClient Fresh => new HttpClient();")]
    [InlineData("var [|c|] = await MakeAsync(); await c.GetStringAsync(u);", "static async Task<HttpClient> MakeAsync() { await Task.Yield(); return new HttpClient(); }")]
    [InlineData("var [|c|] = Outer(); await c.GetStringAsync(u);", "static HttpClient Outer() => Inner(); static HttpClient Inner() => new HttpClient();")]
    [InlineData("var [|c|] = new HttpClient().Named(); await c.GetStringAsync(u);", "}\nstatic class Ext { public static HttpClient Named(this HttpClient c) { c.Timeout = TimeSpan.Zero; return c; }")]
    [InlineData("var [|c|] = new HttpClient(); Configure(c); await c.GetStringAsync(u);", "static void Configure(HttpClient c) => c.Timeout = TimeSpan.Zero;")]
    [InlineData("var [|h|] = new SocketsHttpHandler(); using var c = new HttpClient(h, disposeHandler: false); await c.GetStringAsync(u);", "")]
    public async Task Contracts_of_source_and_framework_are_known(string statements, string members)
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Fact]
    public async Task The_message_names_the_local_the_type_and_the_paths()
    {
        await Verify.Rule(
            Id,
            Body("var {|#0:c|} = new HttpClient(); if (b) return \"\"; c.Dispose();"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("c", "HttpClient", "on every path", "share one client, or close it with 'using'"));
        await Verify.Rule(
            Id,
            Body("var {|#0:c|} = new HttpClient();"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("c", "HttpClient", "on any path", "share one client, or close it with 'using'"));
    }
}
