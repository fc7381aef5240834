using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class CreatedAndDroppedTests
{
    private const string Id = "LIFE303";

    private static string Body(string statements, string members = "")
    {
        return $$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u, bool b)
                {
                    {{statements}}
                    return "";
                }

                {{members}}
            }
            """;
    }

    [Theory]
    [InlineData("await [|new HttpClient()|].GetStringAsync(u);")]
    [InlineData("return await [|new HttpClient()|].GetStringAsync(u);")]
    [InlineData("return await [|new HttpClient { BaseAddress = u }|].GetStringAsync(u);")]
    [InlineData("return await ([|new HttpClient(new SocketsHttpHandler())|]).GetStringAsync(u);")]
    [InlineData("_ = [|new HttpClient()|];")]
    [InlineData("var t = [|new HttpClient()|].Timeout;")]
    [InlineData("[|new HttpClient()|].Timeout = TimeSpan.Zero;")]
    [InlineData("return await [|Make()|].GetStringAsync(u);", "static HttpClient Make() => new HttpClient();")]
    [InlineData("return await [|Fresh|].GetStringAsync(u);", "HttpClient Fresh => new HttpClient();")]
    [InlineData("return await [|this.Fresh|].GetStringAsync(u);", "HttpClient Fresh { get { return new HttpClient(); } }")]
    [InlineData("[|Make()|];", "static HttpClient Make() => new HttpClient();")]
    [InlineData("return await Get([|new HttpClient()|], u);", "static Task<string> Get(HttpClient c, Uri u) => c.GetStringAsync(u);")]
    [InlineData("using var c = new HttpClient([|new SocketsHttpHandler()|], disposeHandler: false);")]
    public async Task A_client_that_nobody_keeps_is_reported(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("using var c = new HttpClient();")]
    [InlineData("var c = new HttpClient();")]
    [InlineData("new HttpClient().Dispose();")]
    [InlineData("using (new HttpClient()) { }")]
    [InlineData("_f = new HttpClient();", "HttpClient _f = null!;")]
    [InlineData("Keep(new HttpClient());", "HttpClient _f = null!; void Keep(HttpClient c) => _f = c;")]
    [InlineData("Close(new HttpClient());", "static void Close(HttpClient c) => c.Dispose();")]
    [InlineData("", "static readonly HttpClient S = new HttpClient { Timeout = TimeSpan.Zero };")]
    [InlineData("", "static readonly Lazy<HttpClient> S = new(() => new HttpClient());")]
    [InlineData("await Shared.GetStringAsync(u);", "static HttpClient Shared { get; } = new HttpClient();")]
    [InlineData("await Cached.GetStringAsync(u);", "HttpClient? _c; HttpClient Cached => _c ??= new HttpClient();")]
    [InlineData("Func<HttpClient> f = () => new HttpClient();")]
    [InlineData("object o = new { Client = new HttpClient() };")]
    [InlineData("var s = $\"{new Uri(\"http://x\")}\";")]
    public async Task A_client_that_somebody_keeps_is_not_reported(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Fact]
    public async Task This_initializers_that_keep_the_client_are_not_reported()
    {
        await Verify.Rule(Id, """
            using System;
            using System.Net.Http;

            sealed class C : IDisposable
            {
                private readonly HttpClient _http;
                private readonly bool _owns;

                public C() : this(new HttpClient(), ownsHttpClient: true) { }

                public C(HttpClient http, bool ownsHttpClient) { _http = http; _owns = ownsHttpClient; }

                public void Dispose() { if (_owns) _http.Dispose(); }
            }

            class Retry : DelegatingHandler
            {
                public Retry() : base(new HttpClientHandler()) { }
            }
            """);
    }

    [Fact]
    public async Task The_message_says_what_is_lost_and_how()
    {
        await Verify.Rule(
            Id,
            Body("await {|#0:new HttpClient()|}.GetStringAsync(u); await {|#1:Fresh|}.GetStringAsync(u);", "HttpClient Fresh => new HttpClient();"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("A new 'HttpClient'", "it is used for 'GetStringAsync' and then lost", "share one client, or close it with 'using'"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("The new 'HttpClient' that 'Fresh' makes at each use", "it is used for 'GetStringAsync' and then lost", "share one client, or close it with 'using'"));
    }
}
