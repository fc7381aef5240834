using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The places in which a client can be lost or kept.</summary>
public sealed partial class CreatedAndDroppedTests
{
    [Theory]
    [InlineData("using var s = new Stream([|new HttpClient()|]);", "sealed class Stream(HttpClient c) : IDisposable { public void Use() => c.CancelPendingRequests(); public void Dispose() { } }")]
    [InlineData("var s = new Sdk([|new HttpClient()|]);", "sealed class Sdk { readonly HttpClient _c; public Sdk(HttpClient c) => _c = c; public void Use() => _c.CancelPendingRequests(); }")]
    [InlineData("var s = new Sdk([|new HttpClient()|]) { };", "sealed class Sdk { HttpClient C { get; } public Sdk(HttpClient c) => C = c; public void Use() => C.CancelPendingRequests(); }")]
    [InlineData("var s = new Sdk([|new HttpClient()|]);", "sealed class Sdk(HttpClient c) { public Task<string> Get(Uri u) => c.GetStringAsync(u); }")]
    [InlineData("var s = new Sdk([|new HttpClient()|]);", "sealed class Sdk(HttpClient c) { readonly HttpClient _c = c; public Task<string> Get(Uri u) => _c.GetStringAsync(u); }")]
    [InlineData("return await ([|new HttpClient()|])!.GetStringAsync(u);")]
    [InlineData("await (_f ?? [|new HttpClient()|]).GetStringAsync(u);", "HttpClient? _f;")]
    [InlineData("return ((object)[|new HttpClient()|]).ToString()!;")]
    [InlineData("var r = [|new HttpClient()|]?.Timeout;")]
    [InlineData("if ([|new HttpClient()|].Timeout == TimeSpan.Zero) return \"\";")]
    [InlineData("foreach (var x in [|new HttpClient()|].DefaultRequestHeaders) { }")]
    [InlineData("[|await Task.Run(() => new HttpClient())|];")]
    [InlineData("return await [|new HttpClient()|].With().GetStringAsync(u);", "}\nstatic class Ext { public static HttpClient With(this HttpClient c) => c;")]
    [InlineData("(await [|new HttpClient()|].GetAsync(u)).EnsureSuccessStatusCode();")]
    [InlineData("using var r = await [|new HttpClient()|].GetAsync(u);")]
    [InlineData("var t = [|new HttpClient()|].GetStringAsync(u); return await t;")]
    [InlineData("Func<Task<string>> f = () => [|new HttpClient()|].GetStringAsync(u);")]
    [InlineData("Func<Task<string>> f = async () => await [|new HttpClient()|].GetStringAsync(u);")]
    [InlineData("await L(); Task<string> L() => [|new HttpClient()|].GetStringAsync(u);")]
    [InlineData("", "static readonly string S = [|new HttpClient()|].GetStringAsync(\"\").Result;")]
    [InlineData("return await ([|await MakeAsync()|]).GetStringAsync(u);", "static async Task<HttpClient> MakeAsync() { await Task.Yield(); return new HttpClient(); }")]
    [InlineData("return await [|C.Make(1)|].GetStringAsync(u);", "static HttpClient Make(int n) => new HttpClient { Timeout = TimeSpan.FromSeconds(n) };")]
    [InlineData("return b ? await [|new HttpClient()|].GetStringAsync(u) : \"\";")]
    [InlineData("Console.WriteLine(await [|new HttpClient()|].GetStringAsync(u));")]
    public async Task Every_way_to_lose_a_client_is_reported(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }

    [Theory]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk(HttpClient c) : IDisposable { public void Dispose() => c.Dispose(); }")]
    [InlineData("var s = new Sdk(new HttpClient());", "class Sdk { protected readonly HttpClient C; public Sdk(HttpClient c) => C = c; }")]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk { public HttpClient Http { get; } public Sdk(HttpClient c) => Http = c; }")]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk { readonly HttpClient _c; public Sdk(HttpClient c) => _c = c; public void Stop() => _c.Dispose(); }")]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk { readonly HttpClient _c; public Sdk(HttpClient c) => _c = c; public HttpClient Get() => _c; }")]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk { readonly HttpClient _c; public Sdk(HttpClient c) => _c = c; public void Pass(Action<object> a) => a(_c); }")]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk { readonly IDisposable _c; public Sdk(HttpClient c) => _c = c; public void Stop() => _c.Dispose(); }")]
    [InlineData("var s = new Sdk(new HttpClient());", "sealed class Sdk { static HttpClient? s; public Sdk(HttpClient c) => s = c; }")]
    [InlineData("", "sealed class Sdk(HttpClient c) { public void Use() => c.CancelPendingRequests(); } static readonly Sdk S = new(new HttpClient());")]
    [InlineData("", "static readonly string S = new Uri(\"http://a\").Host; static HttpClient T = new(new SocketsHttpHandler());")]
    [InlineData("var l = new List<HttpClient> { new HttpClient(), new() };", "")]
    [InlineData("var d = new Dictionary<string, HttpClient> { [\"a\"] = new HttpClient() };")]
    [InlineData("HttpClient[] l = [new HttpClient()]; var m = new[] { new HttpClient() };")]
    [InlineData("Services.AddSingleton(_ => new HttpClient()); Services.AddSingleton<HttpClient>(p => { var c = new HttpClient(); return c; });", "static class Services { public static void AddSingleton<T>(Func<IServiceProvider, T> f) { } }")]
    [InlineData("var x = new Lazy<HttpClient>(() => new HttpClient());")]
    [InlineData("var t = Task.FromResult(new HttpClient());")]
    [InlineData("var t = (new HttpClient(), 1);")]
    [InlineData("var h = new Retry { InnerHandler = new SocketsHttpHandler() };", "sealed class Retry : DelegatingHandler;")]
    [InlineData("using var c = new HttpClient(new Retry(new SocketsHttpHandler()));", "sealed class Retry(HttpMessageHandler h) : DelegatingHandler(h);")]
    [InlineData("var c = Interlocked.Exchange(ref _f, new HttpClient());", "HttpClient? _f;")]
    [InlineData("_f ??= new HttpClient(); await _f.GetStringAsync(u);", "HttpClient? _f;")]
    [InlineData("await Get().GetStringAsync(u);", "HttpClient? _f; HttpClient Get() { lock (this) { return _f ??= new HttpClient(); } }")]
    [InlineData("await Get().GetStringAsync(u);", "HttpClient? _f; HttpClient Get() { if (_f == null) _f = new HttpClient(); return _f; }")]
    [InlineData("await Factory.CreateClient().GetStringAsync(u);", "interface IFactory { HttpClient CreateClient(); } IFactory Factory => null!;")]
    [InlineData("throw new Ex(new HttpClient());", "sealed class Ex(HttpClient c) : Exception { public HttpClient C => c; }")]
    [InlineData("var n = nameof(HttpClient); var y = typeof(HttpClient);")]
    public async Task Every_way_to_keep_a_client_is_silent(string statements, string members = "")
    {
        await Verify.Rule(Id, Body("await Task.Yield(); " + statements, members).Replace("using System.Threading.Tasks;", "using System.Collections.Generic;\nusing System.Threading;\nusing System.Threading.Tasks;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_say_who_owns()
    {
        const string Source = """
            using System.Net.Http;

            namespace N
            {
                static class F
                {
                    public static HttpClient Owned() => throw null!;
                    public static HttpClient Borrowed() => new();
                    public static void Take(HttpClient c) { }
                }

                class Sdk : System.IDisposable { public void Ping() { } public void Dispose() { } }

                class C
                {
                    void M()
                    {
                        [|F.Owned()|].CancelPendingRequests();
                        F.Borrowed().CancelPendingRequests();
                        F.Take(new HttpClient());
                        [|new Sdk()|].Ping();
                    }
                }
            }
            """;
        await Verify.Rule(Id, Source, test => test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", """
            is_global = true
            lifecycle.owned_factories = N.F.Owned
            lifecycle.borrowed_factories = N.F.Borrowed
            lifecycle.ownership_takers = N.F.Take
            lifecycle.http_client_types = N.Sdk
            """)));
    }

    [Theory]
    [InlineData("Pool.GetOrAdd(u, [|new HttpClient()|]).CancelPendingRequests();")]
    [InlineData("Pool.GetOrAdd(u, [|Make()|]).CancelPendingRequests();")]
    [InlineData("Pool.GetOrAdd(u, _ => new HttpClient()).CancelPendingRequests();")]
    [InlineData("if (!Pool.ContainsKey(u)) Pool.GetOrAdd(u, new HttpClient());")]
    [InlineData("if (Pool.TryGetValue(u, out var c)) return \"\"; c = Pool.GetOrAdd(u, Make());")]
    public async Task A_pool_that_is_offered_a_client_at_each_call_keeps_the_first_alone(string statements)
    {
        await Verify.Rule(Id, Body(statements, "static readonly System.Collections.Concurrent.ConcurrentDictionary<Uri, HttpClient> Pool = new(); static HttpClient Make() => new();"));
    }

    [Theory]
    [InlineData("Xunit.Assert.Throws<ArgumentException>(() => { _ = new HttpClient(); });")]
    [InlineData("await Xunit.Assert.ThrowsAsync<ArgumentException>(async () => { await new HttpClient().GetStringAsync(u); });")]
    [InlineData("Xunit.Assert.Null(Xunit.Assert.Run(() => { _ = [|new HttpClient()|]; }));")]
    public async Task Code_that_a_test_expects_to_throw_is_silent(string statements)
    {
        await Verify.Rule(Id, Body(
            statements,
            "}\nnamespace Xunit { public static class Assert { public static T Throws<T>(Action a) where T : Exception => null!; public static Task<T> ThrowsAsync<T>(Func<Task> a) where T : Exception => null!; public static object? Run(Action a) => null; public static void Null(object? o) { } }"));
    }

    [Theory]
    [InlineData("static Sdk Make() => new Sdk([|new HttpClient()|]);")]
    [InlineData("static object Make() { return new Sdk([|new HttpClient()|]); }")]
    [InlineData("static Sdk Fresh => new Sdk([|new HttpClient()|]);")]
    [InlineData("static Sdk Make(HttpClient c) => new Sdk(c);")]
    [InlineData("static Closed Make() => new Closed(new HttpClient());")]
    [InlineData("static Shown Make() => new Shown(new HttpClient());")]
    [InlineData("static readonly Sdk S = new Sdk(new HttpClient());")]
    [InlineData("static readonly Lazy<Sdk> S = new(() => new Sdk(new HttpClient()));")]
    [InlineData("static readonly Func<Sdk> S = () => new Sdk(new HttpClient());")]
    public async Task A_client_that_goes_out_with_an_object_which_nobody_can_close_is_dropped(string members)
    {
        await Verify.Rule(Id, Body(
            "",
            members + " }\nclass Sdk { readonly HttpClient _c; public Sdk(HttpClient c) => _c = c; public void Use() => _c.CancelPendingRequests(); } class Closed : IDisposable { readonly HttpClient _c; public Closed(HttpClient c) => _c = c; public void Dispose() { } } class Shown { public Shown(HttpClient c) => C = c; public HttpClient C { get; }"));
    }
}
