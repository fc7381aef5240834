using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class HttpClientPerCallTests
{
    private const string Id = "LIFE306";

    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>Puts statements into an async method with an address and a condition at hand.</summary>
    private static string Body(string statements, string members = "")
    {
        return Usings + $$"""
            class C
            {
                async Task<string> M(Uri u, bool b, HttpClient given, HttpMessageHandler handler)
                {
                    {{statements}}
                    return "";
                }

                {{members}}
            }
            """;
    }

    [Theory]
    [InlineData("using var c = [|new HttpClient()|]; await c.GetStringAsync(u);")]
    [InlineData("using HttpClient c = [|new()|]; await c.GetStringAsync(u);")]
    [InlineData("using (var c = [|new HttpClient()|]) { await c.GetStringAsync(u); }")]
    [InlineData("using (var c = [|new HttpClient { BaseAddress = u }|]) await c.GetStringAsync(u);")]
    [InlineData("var c = [|new HttpClient()|]; await c.GetStringAsync(u); c.Dispose();")]
    [InlineData("var c = [|new HttpClient()|]; try { await c.GetStringAsync(u); } finally { c.Dispose(); }")]
    [InlineData("HttpClient? c = null; try { c = [|new HttpClient()|]; await c.GetStringAsync(u); } finally { c?.Dispose(); }")]
    [InlineData("using var c = [|new HttpClient(new SocketsHttpHandler())|]; await c.GetStringAsync(u);")]
    [InlineData("using var c = [|new HttpClient(new HttpClientHandler { AllowAutoRedirect = b }, true)|]; await c.GetStringAsync(u);")]
    [InlineData("var h = new SocketsHttpHandler(); using var c = [|new HttpClient(h)|]; await c.GetStringAsync(u);")]
    [InlineData("using var h = new HttpClientHandler(); using var c = [|new HttpClient(h, disposeHandler: false)|]; await c.GetStringAsync(u);")]
    [InlineData("using var c = [|new HttpMessageInvoker(new SocketsHttpHandler())|]; await c.SendAsync(new HttpRequestMessage(), default);")]
    public async Task A_client_that_its_call_closes_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("using var c = [|new HttpClient()|]; Keep(c);", "void Keep(object o) => o.ToString();")]
    [InlineData("using var c = [|new HttpClient()|]; await Task.WhenAll(u.Segments.Select(s => c.GetStringAsync(s)));", "")]
    [InlineData("using var c = [|new HttpClient()|]; var api = new Api(c); await api.Get();", "class Api(HttpClient http) { public Task<string> Get() => http.GetStringAsync(\"\"); }")]
    public async Task What_a_using_closes_does_not_outlive_the_call_whoever_has_it(string statements, string members)
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("foreach (var s in u.Segments) { using var c = [|new HttpClient()|]; await c.GetStringAsync(s); }")]
    [InlineData("for (var i = 0; i < 3; i++) { using var c = [|new HttpClient()|]; await c.GetStringAsync(u); }")]
    [InlineData("while (b) { using var c = [|new HttpClient()|]; await c.GetStringAsync(u); }")]
    [InlineData("do { using var c = [|new HttpClient()|]; await c.GetStringAsync(u); } while (b);")]
    [InlineData("await Parallel.ForEachAsync(u.Segments, async (s, t) => { using var c = [|new HttpClient()|]; await c.GetStringAsync(s, t); });")]
    [InlineData("await Task.WhenAll(u.Segments.Select(async s => { using var c = [|new HttpClient()|]; return await c.GetStringAsync(s); }));")]
    public async Task A_client_for_each_turn_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("string P { get { using var c = [|new HttpClient()|]; return c.GetStringAsync(\"\").Result; } }")]
    [InlineData("public C() { using var c = [|new HttpClient()|]; c.GetStringAsync(\"\").Wait(); }")]
    [InlineData("Func<Task<string>> F = async () => { using var c = new HttpClient(); return await c.GetStringAsync(\"\"); };")]
    [InlineData("Func<Task<string>> F() => async () => { using var c = [|new HttpClient()|]; return await c.GetStringAsync(\"\"); };")]
    [InlineData("Task<string> F() { return In(); async Task<string> In() { using var c = [|new HttpClient()|]; return await c.GetStringAsync(\"\"); } }")]
    [InlineData("async IAsyncEnumerable<string> F() { using var c = [|new HttpClient()|]; yield return await c.GetStringAsync(\"\"); }")]
    [InlineData("static async void F() { using var c = [|new HttpClient()|]; await c.GetStringAsync(\"\"); }")]
    [InlineData("public static C operator +(C a, C b) { using var c = [|new HttpClient()|]; c.GetStringAsync(\"\").Wait(); return a; }")]
    public async Task Each_kind_of_member_is_looked_at(string member)
    {
        await Verify.Rule(Id, Body("", member));
    }

    [Theory]
    [InlineData("_c = new HttpClient();", "HttpClient? _c;")]
    [InlineData("_c ??= new HttpClient(); await _c.GetStringAsync(u);", "HttpClient? _c;")]
    [InlineData("var c = new HttpClient(); _c = c;", "HttpClient? _c;")]
    [InlineData("await Pool.GetOrAdd(\"\", _ => new HttpClient()).GetStringAsync(u);", "ConcurrentDictionary<string, HttpClient> Pool = new();")]
    [InlineData("var c = new HttpClient(); List.Add(c);", "List<HttpClient> List = new();")]
    [InlineData("await L.Value.GetStringAsync(u);", "static Lazy<HttpClient> L = new(() => new HttpClient());")]
    [InlineData("await Http.GetStringAsync(u);", "static readonly HttpClient Http = new();")]
    public async Task A_client_that_is_kept_is_not_reported(string statements, string members)
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("HttpClient Make() => new HttpClient();")]
    [InlineData("HttpClient Make() { var c = new HttpClient(); c.Timeout = TimeSpan.Zero; return c; }")]
    [InlineData("Task<HttpClient> Make() => Task.FromResult(new HttpClient());")]
    [InlineData("bool Make(out HttpClient c) { c = new HttpClient(); return true; }")]
    [InlineData("HttpClient Make(bool b) { var c = new HttpClient(); try { if (b) throw new Exception(); return c; } catch { c.Dispose(); throw; } }")]
    public async Task A_factory_is_not_reported(string member)
    {
        await Verify.Rule(Id, Body("", member));
    }

    [Theory]
    [InlineData("using var c = [|Make()|]; await c.GetStringAsync(u);", "HttpClient Make() => new HttpClient();")]
    [InlineData("using var c = [|Make(u)|]; await c.GetStringAsync(u);", "static HttpClient Make(Uri u) { var c = new HttpClient(); c.BaseAddress = u; return c; }")]
    [InlineData("using var c = [|await Make()|]; await c.GetStringAsync(u);", "async Task<HttpClient> Make() { await Task.Yield(); return new HttpClient(); }")]
    [InlineData("using var c = [|Fresh|]; await c.GetStringAsync(u);", "HttpClient Fresh => new HttpClient();")]
    [InlineData("using var c = Make(); await c.GetStringAsync(u);", "HttpMessageHandler _h = null!; HttpClient Make() => new HttpClient(_h, disposeHandler: false);")]
    [InlineData("using var c = Make(b); await c.GetStringAsync(u);", "HttpMessageHandler _h = null!; HttpClient Make(bool b) { if (b) return new HttpClient(); return new HttpClient(_h, false); }")]
    public async Task What_a_factory_made_is_its_callers(string statements, string members)
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("using var c = new HttpClient(handler, disposeHandler: false); await c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient(handler); await c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient(Shared, false); await c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient(new Stub()); await c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient(handler ?? new HttpClientHandler()); await c.GetStringAsync(u);")]
    [InlineData("var h = handler; if (b) h = new HttpClientHandler(); using var c = new HttpClient(h, false); await c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient(new Retry(handler), false); await c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient(new Retry { InnerHandler = handler }, false); await c.GetStringAsync(u);")]
    [InlineData("using var h = new Retry(); h.InnerHandler = handler; using var c = new HttpClient(h, false); await c.GetStringAsync(u);")]
    public async Task A_client_over_another_s_handler_is_cheap(string statements)
    {
        await Verify.Rule(Id, Body(statements, """
            static readonly SocketsHttpHandler Shared = new();
            class Stub : HttpMessageHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => null!; }
            class Retry : DelegatingHandler { public Retry() { } public Retry(HttpMessageHandler inner) : base(inner) { } }
            """));
    }

    [Theory]
    [InlineData("using var c = [|new HttpClient(new Retry(new HttpClientHandler()))|]; await c.GetStringAsync(u);")]
    [InlineData("using var c = [|new HttpClient(new Retry { InnerHandler = new SocketsHttpHandler() })|]; await c.GetStringAsync(u);")]
    [InlineData("using var c = [|new Own()|]; await c.GetStringAsync(u);")]
    public async Task A_client_over_a_handler_of_the_call_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements, """
            class Own : HttpClient { }
            class Retry : DelegatingHandler { public Retry() { } public Retry(HttpMessageHandler inner) : base(inner) { } }
            """));
    }

    [Fact]
    public async Task A_web_socket_is_one_connection()
    {
        await Verify.Rule(Id, Body("using var c = new System.Net.WebSockets.ClientWebSocket(); await c.ConnectAsync(u, default);"));
    }

    [Fact]
    public async Task A_client_of_a_factory_of_the_framework_is_not_reported()
    {
        await Verify.Rule(Id, Body("using var c = F.CreateClient(\"a\"); await c.GetStringAsync(u);", "IHttpClientFactory F = null!;") + """
            namespace System.Net.Http { interface IHttpClientFactory { HttpClient CreateClient(string name); } }
            """);
    }

    [Fact]
    public async Task The_message_says_when_and_what_to_do()
    {
        await Verify.Rule(
            Id,
            Body("using var c = {|#0:new HttpClient()|}; await c.GetStringAsync(u); while (b) { using var d = {|#1:new HttpClient()|}; await d.GetStringAsync(u); }", "string P { get { using var c = {|#2:new HttpClient()|}; return c.GetStringAsync(\"\").Result; } }"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("HttpClient", "each call of 'M'", "share one client, or take clients from an IHttpClientFactory"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("HttpClient", "each turn of a loop", "share one client, or take clients from an IHttpClientFactory"),
            Verify.Diagnostic(Id).WithLocation(2).WithArguments("HttpClient", "each use of 'P'", "share one client, or take clients from an IHttpClientFactory"));
    }
}
