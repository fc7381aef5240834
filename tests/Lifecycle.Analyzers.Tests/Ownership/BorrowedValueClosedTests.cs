using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class BorrowedValueClosedTests
{
    private const string Id = "LIFE305";

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    [Theory]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() => [|_c.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c ?? throw new ArgumentNullException(); } public void Dispose() { [|_c.Dispose()|]; }")]
    [InlineData("HttpClient? _c; public C(HttpClient c) { _c = c; } public void Dispose() { [|_c?.Dispose()|]; _c = null; }")]
    [InlineData("HttpClient? _c; public C(HttpClient c) { _c = c; } public void Dispose() { if (_c is { } x) [|x.Dispose()|]; }")]
    [InlineData("HttpClient? _c; public C(HttpClient c) { _c = c; } public void Dispose() { if (_c != null) { [|_c.Dispose()|]; _c = null; } }")]
    [InlineData("HttpClient? _c; public C(HttpClient c) { _c = c; } public void Dispose() { [|Interlocked.Exchange(ref _c, null)?.Dispose()|]; }")]
    [InlineData("HttpClient? _c; public void Init(HttpClient c) { _c = c; } public void Dispose() { [|_c?.Dispose()|]; }")]
    [InlineData("HttpClient P { get; } public C(HttpClient c) { P = c; } public void Dispose() => [|P.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c; } HttpClient P => _c; public void Dispose() => [|P.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { var d = c; _c = d; } public void Dispose() { var e = _c; [|e.Dispose()|]; }")]
    [InlineData("readonly HttpMessageHandler _h; public C(HttpMessageHandler h) { _h = h; } public void Dispose() => [|_h.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() { Close(); } void Close() { [|_c.Dispose()|]; }")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() { [|Close(_c)|]; } static void Close(IDisposable d) { d.Dispose(); }")]
    [InlineData("readonly HttpClient _c; bool _d; public C(HttpClient c) { _c = c; } public void Dispose() { if (_d) return; _d = true; [|_c.Dispose()|]; }")]
    [InlineData("readonly HttpClient _c; int _d; public C(HttpClient c) { _c = c; } public void Dispose() { if (Interlocked.Exchange(ref _d, 1) != 0) return; [|_c.Dispose()|]; }")]
    [InlineData("readonly HttpClient _c; int _d; public C(HttpClient c) { _c = c; } public void Dispose() { if (Interlocked.Exchange(ref _d, 1) == 0) [|_c.Dispose()|]; }")]
    [InlineData("readonly HttpClient _c; int _d; public C(HttpClient c) { _c = c; } public void Dispose() { if (Claim()) [|_c.Dispose()|]; } bool Claim() => Interlocked.Exchange(ref _d, 1) == 0;")]
    [InlineData("readonly HttpClient _c; bool _d; public C(HttpClient c) { _c = c; } public void Dispose() { Dispose(true); } protected virtual void Dispose(bool disposing) { if (!_d) { if (disposing) { [|_c.Dispose()|]; } _d = true; } }")]
    [InlineData("HttpClient _c, _d; public C(HttpClient c, HttpClient d) { (_c, _d) = (c, d); } public void Dispose() { [|_c.Dispose()|]; [|_d.Dispose()|]; }")]
    public async Task A_client_that_the_constructor_was_given_is_reported_where_the_type_closes_it(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C : IDisposable {{ {members} }}");
    }

    [Theory]
    [InlineData("readonly HttpClient _c; public C(HttpClient? c = null) { _c = c ?? new HttpClient(); } public void Dispose() => [|_c.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C() { _c = new HttpClient(); } public C(HttpClient c) { _c = c; } public void Dispose() => [|_c.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C() : this(new HttpClient()) { } public C(HttpClient c) { _c = c; } public void Dispose() => [|_c.Dispose()|];")]
    [InlineData("readonly HttpClient _c; public C(HttpClient? c) { _c = c == null ? new HttpClient() : c; } public void Dispose() => [|_c.Dispose()|];")]
    public async Task A_client_that_may_have_been_given_is_reported_where_it_is_always_closed(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C : IDisposable {{ {members} }}");
    }

    [Theory]
    [InlineData("readonly HttpClient _c = new(); public void Dispose() => _c.Dispose();")]
    [InlineData("readonly HttpClient _c; readonly bool _owns; public C(HttpClient? c = null) { _c = c ?? new HttpClient(); _owns = c is null; } public void Dispose() { if (_owns) _c.Dispose(); }")]
    [InlineData("readonly HttpClient _c; readonly bool _owns; public C(HttpClient c, bool ownsClient) { _c = c; _owns = ownsClient; } public void Dispose() { if (!_owns) return; _c.Dispose(); }")]
    [InlineData("readonly HttpClient _c; readonly bool _leaveOpen; public C(HttpClient c, bool leaveOpen) { _c = c; _leaveOpen = leaveOpen; } public void Dispose() { if (!_leaveOpen) { _c.Dispose(); } }")]
    [InlineData("readonly HttpClient _c; readonly bool _owns; bool _d; public C(HttpClient c, bool owns) { _c = c; _owns = owns; } public void Dispose() { Dispose(true); } protected virtual void Dispose(bool disposing) { if (_d) return; if (disposing && _owns) _c.Dispose(); _d = true; }")]
    [InlineData("HttpClient? _c; readonly HttpClient? _given; public C(HttpClient? c) { _given = c; _c = c ?? new HttpClient(); } public void Dispose() { if (_given is null) _c?.Dispose(); }")]
    [InlineData("readonly HttpClient _c; readonly Mode _m; public enum Mode { Owned, Borrowed } public C(HttpClient c, Mode m) { _c = c; _m = m; } public void Dispose() { if (_m == Mode.Owned) _c.Dispose(); }")]
    [InlineData("readonly HttpClient _c; readonly bool _owns; public C(HttpClient c, bool o) { _c = c; _owns = o; } public void Dispose() { switch (_owns) { case true: _c.Dispose(); break; } }")]
    [InlineData("readonly HttpClient _c; public C(IHttpClientFactory f) { _c = f.CreateClient(); } public void Dispose() => _c.Dispose(); public interface IHttpClientFactory { HttpClient CreateClient(); }")]
    [InlineData("readonly HttpClient _c; public C(Options o) { _c = o.Client; } public void Dispose() => _c.Dispose(); public class Options { public HttpClient Client { get; set; } = null!; }")]
    [InlineData("public HttpClient? Client { get; set; } public C(HttpClient c) { Client = c; } public void Dispose() => Client?.Dispose();")]
    [InlineData("HttpClient _c; public C(HttpClient c) { _c = c; } public void Renew() { _c.Dispose(); _c = new HttpClient(); } public void Dispose() => _c.Dispose();")]
    [InlineData("readonly HttpClient _c; private C(HttpClient c) { _c = c; } public static C Create() => new C(new HttpClient()); public void Dispose() => _c.Dispose();")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c; } public static C Create() => new C(new HttpClient()); public void Dispose() => _c.Dispose();")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { _c = c; } public static C Create() => new(new HttpClient()); public void Dispose() => _c.Dispose();")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c, bool disposeClient) { _c = disposeClient ? c : new HttpClient(new HttpClientHandler()); } public void Dispose() => _c.Dispose();")]
    [InlineData("readonly HttpClient _c; public C(HttpClient c) { try { _c = c; Check(); } catch { c.Dispose(); throw; } } void Check() { } public void Dispose() { }")]
    public async Task What_the_type_owns_or_may_own_is_silent(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C : IDisposable {{ {members} }}");
    }

    [Theory]
    [InlineData("public async Task M(HttpClient c) { using ([|c|]) { await c.GetStringAsync(\"\"); } }")]
    [InlineData("public async Task M(HttpClient c) { using var [|d = c|]; await d.GetStringAsync(\"\"); }")]
    [InlineData("public async Task M(HttpClient c) { await c.GetStringAsync(\"\"); [|c.Dispose()|]; }")]
    [InlineData("public async Task M(HttpClient c) { try { await c.GetStringAsync(\"\"); } finally { [|c.Dispose()|]; } }")]
    [InlineData("public static async Task M(HttpClient c) { await c.GetStringAsync(\"\"); [|((IDisposable)c).Dispose()|]; }")]
    [InlineData("public async Task M(HttpClient c) { await c.GetStringAsync(\"\"); [|Close(c)|]; } void Close(HttpClient c) => c.Dispose();")]
    [InlineData("public async Task M(HttpMessageHandler h) { using var [|c = new HttpClient(h)|]; await c.GetStringAsync(\"\"); }")]
    [InlineData("public async Task M(HttpMessageHandler h) { using (var [|c = new HttpClient(h, true)|]) { await c.GetStringAsync(\"\"); } }")]
    [InlineData("public async Task M(HttpClient? c) { using var [|d = c ?? new HttpClient()|]; await d.GetStringAsync(\"\"); }")]
    [InlineData("async Task M(HttpClient c) { using ([|c|]) { await c.GetStringAsync(\"\"); } } public Task N(HttpClient c) => M(c);")]
    public async Task A_client_that_the_caller_gave_is_reported(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C {{ {members} }}");
    }

    [Theory]
    [InlineData("public void M(HttpClient c) { c.Dispose(); }")]
    [InlineData("public void M(HttpClient? c) { if (c != null) { c.Dispose(); } }")]
    [InlineData("public void M(HttpClient? c) => c?.Dispose();")]
    [InlineData("public static void M(HttpClient c) { try { c.Dispose(); } catch (Exception) { } }")]
    [InlineData("public async Task M(HttpClient c, bool leaveOpen) { await c.GetStringAsync(\"\"); if (!leaveOpen) c.Dispose(); }")]
    [InlineData("public async Task M(HttpClient c, bool leaveOpen) { using (c) await c.GetStringAsync(\"\"); }")]
    [InlineData("public async Task M(HttpClient c, bool b) { await c.GetStringAsync(\"\"); if (b) c.Dispose(); }")]
    [InlineData("public async Task M(HttpClient c) { using (c) await c.GetStringAsync(\"\"); } public Task N() => M(new HttpClient());")]
    [InlineData("async Task M(HttpClient c) { using (c) await c.GetStringAsync(\"\"); }")]
    [InlineData("public C M(HttpClient c) { try { return new C(c); } catch { c.CancelPendingRequests(); c.Dispose(); throw; } } C(HttpClient c) { } ")]
    [InlineData("public async Task M(HttpMessageHandler h) { using var c = new HttpClient(h, disposeHandler: false); await c.GetStringAsync(\"\"); }")]
    [InlineData("public async Task M(HttpMessageHandler h, bool own) { using var c = new HttpClient(h, own); await c.GetStringAsync(\"\"); }")]
    [InlineData("public async Task M(ref HttpClient c) { c.CancelPendingRequests(); c.Dispose(); c = new(); }")]
    [InlineData("public void M(Func<HttpClient> f) { using var c = f(); c.CancelPendingRequests(); }")]
    [InlineData("public void M() { Action<HttpClient> a = c => { using (c) c.CancelPendingRequests(); }; a(new()); }")]
    [InlineData("public void M(HttpClient c) { c = new HttpClient(); c.CancelPendingRequests(); c.Dispose(); }")]
    [InlineData("public void M(List<HttpClient> all) { foreach (var c in all) { c.CancelPendingRequests(); c.Dispose(); } }")]
    [InlineData("public void M(HttpClient c) { using (c) { } }")]
    public async Task What_the_caller_hands_over_or_may_hand_over_is_silent(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C {{ {members.Replace("async Task M(ref", "void M(ref", StringComparison.Ordinal)} }}");
    }

    [Theory]
    [InlineData("static readonly HttpClient S = new(); public async Task M() { using ([|S|]) { await S.GetStringAsync(\"\"); } }")]
    [InlineData("static readonly HttpClient S = new(); public async Task M() { using var [|c = S|]; await c.GetStringAsync(\"\"); }")]
    [InlineData("static readonly HttpClient S = new(); public async Task M() { await S.GetStringAsync(\"\"); [|S.Dispose()|]; }")]
    [InlineData("static readonly HttpClient S = new(); public void Dispose() { [|S.Dispose()|]; }")]
    [InlineData("static HttpClient S { get; } = new(); public void Dispose() { [|S.Dispose()|]; }")]
    [InlineData("static readonly HttpClient S; static C() { S = new(); } public void Dispose() { [|S.Dispose()|]; }")]
    [InlineData("static HttpClient? s; static HttpClient S => s ??= new(); public void Dispose() { [|S.Dispose()|]; }")]
    [InlineData("static readonly Lazy<HttpClient> S = new(() => new HttpClient()); public void M() { using var [|c = S.Value|]; c.CancelPendingRequests(); }")]
    [InlineData("static HttpClient Make() => S; static readonly HttpClient S = new(); public void M() { using var [|c = Make()|]; c.CancelPendingRequests(); }")]
    [InlineData("static readonly HttpMessageHandler H = new SocketsHttpHandler(); public async Task M() { using var [|c = new HttpClient(H)|]; await c.GetStringAsync(\"\"); }")]
    [InlineData("static readonly HttpMessageHandler H = new SocketsHttpHandler(); readonly HttpClient _c = new(H); public void Dispose() { [|_c.Dispose()|]; }")]
    [InlineData("readonly HttpMessageHandler _h; public C(HttpMessageHandler h) { _h = h; } public async Task M() { using var [|c = new HttpClient(_h)|]; await c.GetStringAsync(\"\"); }")]
    [InlineData("static readonly HttpClient S = new(); public Task M() => Task.Run(async () => { using ([|S|]) { await S.GetStringAsync(\"\"); } });")]
    public async Task A_shared_client_is_reported_where_a_part_of_the_program_closes_it(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C {{ {members} }}");
    }

    [Theory]
    [InlineData("static readonly HttpClient S = new(); static async Task Main() { using (S) { await S.GetStringAsync(\"\"); } }")]
    [InlineData("static readonly HttpClient S = new(); public static void Shutdown() { S.Dispose(); }")]
    [InlineData("static HttpClient S = new(); public static void Renew() { S.CancelPendingRequests(); S.Dispose(); S = new(); }")]
    [InlineData("static readonly HttpClient S = new(); static C() { AppDomain.CurrentDomain.ProcessExit += (_, _) => S.Dispose(); }")]
    [InlineData("static HttpClient Fresh => new(); public void M() { using var c = Fresh; c.CancelPendingRequests(); }")]
    [InlineData("public static HttpClient Open = new(); public void Dispose() { Open.Dispose(); }")]
    [InlineData("static readonly HttpMessageHandler H = new SocketsHttpHandler(); public async Task M() { using var c = new HttpClient(H, false); await c.GetStringAsync(\"\"); }")]
    public async Task Closing_a_shared_client_at_the_end_of_the_program_is_silent(string members)
    {
        await Verify.Rule(Id, Usings + $"public class C {{ {members} }}");
    }
}
