using Lifecycle.Analyzers.Tests.Conventions;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>
/// Every repair that the fixes of the family offer, on forms that are easily got wrong: the result compiles, and the
/// finding is gone without another in its place.
/// </summary>
public sealed class OwnershipRepairsTests
{
    [Theory]
    [InlineData("static class C<T> { static string M(Uri u) { var c = new HttpClient(); return c.GetStringAsync(u).Result + typeof(T); } }")]
    [InlineData("class O { class C { async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } } }")]
    [InlineData("struct C { async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("record C(int Id) { public async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("record C(int Id);\nclass D { async Task M(Uri u) { async Task In() { var c = new HttpClient(); await c.GetStringAsync(u); } await In(); } }")]
    [InlineData("class C { async Task M(Uri u) { static async Task In(Uri a) { var c = new HttpClient(); await c.GetStringAsync(a); } await In(u); } }")]
    [InlineData("class C { Func<Uri, Task<string>> F = async u => { var c = new HttpClient(); return await c.GetStringAsync(u); }; }")]
    [InlineData("class C { void M(Uri u) { Action a = () => { var c = new HttpClient(); c.GetStringAsync(u).Wait(); }; a(); } }")]
    [InlineData("class C { string P { get { var c = new HttpClient(); return c.GetStringAsync(\"\").Result; } } }")]
    [InlineData("class C { public C(Uri u) { var c = new HttpClient(); c.GetStringAsync(u).Wait(); } }")]
    [InlineData("class C { object Http = 1; async Task M(Uri u, int SharedHttp) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("class B { protected object Http = 1; } class C : B { async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("interface I { static async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { HttpClient c = new(); try { await c.GetStringAsync(u); } catch (HttpRequestException e) { Console.WriteLine(e); } } }")]
    [InlineData("class C { async Task M(Uri u) { try { var c = new HttpClient(); await c.GetStringAsync(u); } finally { Console.WriteLine(); } } }")]
    [InlineData("class C { async IAsyncEnumerable<string> M(Uri u) { var c = new HttpClient(); yield return await c.GetStringAsync(u); } }")]
    [InlineData("class C { void M(Uri u, object o) { lock (o) { var c = new HttpClient(); c.GetStringAsync(u).Wait(); } } }")]
    [InlineData("class C { async Task M(Uri u) { /* a */ var c /* b */ = new HttpClient() /* c */; // d\n await c.GetStringAsync(u); // e\n } }")]
    [InlineData("class C { async Task M(Uri u) {\n#if true\n var c = new HttpClient();\n#endif\n await c.GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { var @new = new HttpClient(); await @new.GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { System.Net.Http.HttpClient? c = new System.Net.Http.HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { HttpMessageInvoker c = new HttpClient(); await c.SendAsync(new(), default); } }")]
    [InlineData("class C { async Task<int> M(Uri u, bool b) { var c = new HttpClient(); if (b) { c.Dispose(); return 1; } await c.GetStringAsync(u); return 2; } }")]
    [InlineData("class C { async Task M(Uri u) { var c = new HttpClient(); async Task In() => await Task.Yield(); await In(); await c.GetStringAsync(u); } }")]
    [InlineData("class C { static HttpClient Http = new(); async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("class C { static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }); async Task M(Uri u) { var c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { HttpClient c; if (u.Port == 1) { c = new HttpClient(); await c.GetStringAsync(u); } } }")]
    [InlineData("class C { async Task M(Uri u) { HttpClient c = null!; c = new HttpClient(); await c.GetStringAsync(u); } }")]
    [InlineData("class C { async Task<int> M(Uri u, bool b) { var c = new HttpClient(); if (b) { c.Dispose(); } else await c.GetStringAsync(u); return 2; } }")]
    public async Task A_local_client(string source)
    {
        await EveryRepairIsSound(source);
    }

    [Theory]
    [InlineData("class C { Task<string> M(Uri u) => new HttpClient().GetStringAsync(u); }")]
    [InlineData("class C { async Task<string> M(Uri u) => await new HttpClient().GetStringAsync(u); }")]
    [InlineData("class C { string P => new HttpClient().GetStringAsync(\"\").Result; }")]
    [InlineData("class C { string this[Uri u] => new HttpClient().GetStringAsync(u).Result; }")]
    [InlineData("class C { string _s = new HttpClient().GetStringAsync(\"\").Result; }")]
    [InlineData("class C { static string S = new HttpClient().GetStringAsync(\"\").Result; }")]
    [InlineData("class C { async Task M(Uri u, HttpClient httpClient) { await new HttpClient().GetStringAsync(u); httpClient.Dispose(); } }")]
    [InlineData("class C { object httpClient = 1; async Task M(Uri u) { await new HttpClient().GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { foreach (var c in await new HttpClient().GetStringAsync(u)) Console.Write(c); } }")]
    [InlineData("class C { async Task M(Uri u) { using var r = await new HttpClient().GetAsync(u); Console.Write(r); } }")]
    [InlineData("class C { async Task M(Uri u) { using (var r = await new HttpClient().GetAsync(u)) Console.Write(r); } }")]
    [InlineData("class C { async Task M(Uri u) { switch (u.Port) { case 1: await new HttpClient().GetStringAsync(u); break; } } }")]
    [InlineData("class C { async Task M(Uri u) { switch ((await new HttpClient().GetStringAsync(u)).Length) { case 1: break; } } }")]
    [InlineData("class C { async Task M(Uri[] us) { await Task.WhenAll(us.Select(u => new HttpClient().GetStringAsync(u))); } }")]
    [InlineData("class C { async Task M(Uri u) { var (a, b) = (await new HttpClient().GetStringAsync(u), 1); Console.Write(a + b); } }")]
    [InlineData("class C { async Task M(Uri u) { await new HttpClient(new HttpClientHandler { UseProxy = false }, true).GetStringAsync(u); } }")]
    [InlineData("class C { async Task M(Uri u) { throw new Exception(await new HttpClient().GetStringAsync(u)); } }")]
    public async Task A_dropped_client(string source)
    {
        await EveryRepairIsSound(source);
    }

    [Theory]
    [InlineData("public class C { readonly HttpClient _c = new(); }")]
    [InlineData("public abstract class C { protected readonly HttpClient _c = new(); public abstract void M(); }")]
    [InlineData("public class C<T> where T : class { readonly HttpClient _c = new(); public T? P { get; set; } }")]
    [InlineData("public class C { HttpClient c = new(), d = new(); public void M() { c.CancelPendingRequests(); d.CancelPendingRequests(); } }")]
    [InlineData("public sealed record C { HttpClient P { get; } = new(); }")]
    [InlineData("public record C(int Id) { readonly HttpClient _c = new(); }")]
    [InlineData("public class C(HttpClient? given) { readonly HttpClient _c = given ?? new(); }")]
    [InlineData("public class C { readonly HttpClient @class = new(); }")]
    [InlineData("public class C { readonly HttpClient _c; bool _ownsC; public C(HttpClient? @new) { this._c = @new ?? new HttpClient(); _ownsC = !_ownsC; } }")]
    [InlineData("public class C { readonly HttpClient _c; public C(HttpClient? c) { if (c is null) { _c = new HttpClient(); } else { _c = c; } } }")]
    [InlineData("public class C { readonly HttpClient _c; public C() : this(null) { } public C(HttpClient? c) => _c = c ?? new HttpClient(); }")]
    [InlineData("public class C { readonly HttpClient _c; public C(HttpMessageHandler h) { _c = new HttpClient(h); } public C() { _c = new HttpClient(); } }")]
    [InlineData("public class C { readonly HttpClient _c; public C(HttpClient? c) => (_c, N) = (c ?? new HttpClient(), 1); int N { get; } }")]
    [InlineData("public class C { readonly HttpClient _c; public C(HttpClient? c) => _c = c is not null ? c : new HttpClient(); }")]
    [InlineData("public class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() { } }")]
    [InlineData("public class C : IDisposable { readonly HttpClient _c = new(); void IDisposable.Dispose() => Console.WriteLine(); }")]
    [InlineData("public class C : IDisposable { readonly HttpClient _c = new(); public virtual void Dispose() => GC.SuppressFinalize(this); }")]
    [InlineData("public class C : IAsyncDisposable { readonly HttpClient _c = new(); public ValueTask DisposeAsync() => default; }")]
    [InlineData("public class C : IAsyncDisposable { readonly HttpClient _c = new(); public async ValueTask DisposeAsync() => await Task.Yield(); }")]
    [InlineData("public class B : IDisposable { public virtual void Dispose() { } } public class C : B { readonly HttpClient _c = new(); }")]
    [InlineData("public class B : IDisposable { public void Dispose() { } } public class C : B { readonly HttpClient _c = new(); }")]
    [InlineData("public class C : HttpMessageHandler { readonly HttpClient _c = new(); protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => _c.SendAsync(r, t); }")]
    [InlineData("public class C : MemoryStream { readonly HttpClient _c = new(); }")]
    [InlineData("public class C { readonly HttpClient _c = new(); public void Dispose(string s) { } public void Dispose() { } }")]
    [InlineData("public class C { readonly HttpClient _c = new(); public static void Dispose() { } }")]
    [InlineData("public class C { readonly HttpClient _c = new(); readonly bool Dispose = true; public bool M() => Dispose; }")]
    [InlineData("public class C\n{\n#if true\n    readonly HttpClient _c = new();\n#endif\n}")]
    [InlineData("partial class C { readonly HttpClient _c = new(); } partial class C { public void M() { } }")]
    [InlineData("partial class C { readonly HttpClient _c; } partial class C { public C(HttpClient? c) { _c = c ?? new HttpClient(); } }")]
    public async Task A_member_that_is_never_closed(string source)
    {
        await EveryRepairIsSound(source);
    }

    [Theory]
    [InlineData("class C { void M() { var c = new HttpClient(; c.Get")]
    [InlineData("class C { void M() { var c = new HttpClient(x); c.GetStringAsync(u) } }")]
    [InlineData("class C { HttpClient _c = new(; C(HttpClient c) { _c = c ?? } ")]
    [InlineData("class C { void M() { new HttpClient().; await new HttpClient().GetStringAsync( } }")]
    [InlineData("class C { HttpClient _c = given ?? new HttpClient(); public C( }")]
    public async Task Half_typed_code_stops_no_fix(string source)
    {
        using var example = await ExampleProject.CreateAsync(source);
        foreach (var finding in await example.AnalyzeAsync())
        {
            foreach (var offer in await example.OffersAsync(finding))
                await example.ApplyAsync(offer);
        }
    }

    internal static async Task EveryRepairIsSound(string source)
    {
        foreach (var text in new[] { source, source.Replace("\n", "\r\n", StringComparison.Ordinal) }.Distinct())
        {
            using var before = await ExampleProject.CreateAsync(text);
            Assert.Empty(await before.CompileAsync());
            var finding = (await before.AnalyzeAsync()).FirstOrDefault();
            foreach (var key in finding is null ? [] : (await before.OffersAsync(finding)).Select(offer => offer.EquivalenceKey).ToArray())
            {
                using var example = await ExampleProject.CreateAsync(text);
                for (var turn = 0; turn < 5; turn++)
                {
                    var offers = (await example.AnalyzeAsync()) is [var next, ..] ? await example.OffersAsync(next) : [];
                    if (offers.FirstOrDefault(offer => offer.EquivalenceKey == key) is not { } action)
                        break;

                    await example.ApplyAsync(action);
                }

                var result = await example.ReadAsync();
                var problems = string.Join("\n", await example.CompileAsync()) + string.Join("\n", (await example.AnalyzeAsync()).Where(left => !IsLeftOnPurpose(left.Id, key)));
                Assert.True(problems.Length == 0, $"{key}: {problems}\n{result}");
                Assert.NotEqual(text, result);
            }
        }
    }

    /// <summary>A close without a guard is a hint of its own; so is a client for each call, which to close it does not end. A type that is sealed or gets a hook closes no more than before.</summary>
    private static bool IsLeftOnPurpose(string id, string? key)
    {
        return id == "LIFE210" || key?.StartsWith("LIFE209.", StringComparison.Ordinal) == true && id != "LIFE209" || id == "LIFE306" && key?.EndsWith(".UseSharedClient", StringComparison.Ordinal) != true;
    }
}
