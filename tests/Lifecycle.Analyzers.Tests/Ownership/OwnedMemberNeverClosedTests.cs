using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedMemberNeverClosedTests
{
    private const string Id = "LIFE301";

    private static string Source(string types)
    {
        return $$"""
            using System;
            using System.Collections.Concurrent;
            using System.Collections.Generic;
            using System.Linq;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            {{types}}
            """;
    }

    [Theory]
    [InlineData("class C { readonly HttpClient [|_c|] = new HttpClient(); }")]
    [InlineData("class C { readonly HttpClient [|_c|] = new(); }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() { _c = new HttpClient(); } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() => _c = new HttpClient { Timeout = TimeSpan.Zero }; }")]
    [InlineData("class C { HttpClient [|P|] { get; } = new(); }")]
    [InlineData("class C { public HttpClient [|P|] { get; init; } = new(); }")]
    [InlineData("record C { HttpClient [|P|] { get; } = new(); }")]
    [InlineData("struct C { HttpClient [|_c|]; public C(int i) { _c = new HttpClient(); } }")]
    [InlineData("class C<T> { readonly HttpClient [|_c|] = new(); }")]
    [InlineData("class O { class C { readonly HttpClient [|_c|] = new(); } }")]
    [InlineData("partial class C { HttpClient [|_c|]; } partial class C { public C() { _c = new HttpClient(); } }")]
    [InlineData("class C(Uri u) { readonly HttpClient [|_c|] = new() { BaseAddress = u }; }")]
    [InlineData("class C { HttpClient? [|_c|]; public void Open() { _c = new HttpClient(); } }")]
    [InlineData("class C { HttpClient? [|_c|]; HttpClient Get() => _c ??= new HttpClient(); }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() { var c = new HttpClient(); c.Timeout = TimeSpan.Zero; _c = c; } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() { _c = Make(); } static HttpClient Make() => new(); }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() { _c = new HttpClient(new SocketsHttpHandler()); } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; readonly SocketsHttpHandler _h = new(); public C() { _c = new HttpClient(_h); } }")]
    [InlineData("class C { readonly SocketsHttpHandler [|_h|] = new(); public bool B => _h.UseProxy; }")]
    [InlineData("class C { readonly System.Net.WebSockets.ClientWebSocket [|_s|] = new(); }")]
    [InlineData("class C : IDisposable { readonly HttpClient [|_c|] = new(); public void Dispose() { } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _a = new(); readonly HttpClient [|_b|] = new(); public void Dispose() => _a.Dispose(); }")]
    [InlineData("class C : IAsyncDisposable { readonly HttpClient [|_c|] = new(); public ValueTask DisposeAsync() { _c.CancelPendingRequests(); return default; } }")]
    [InlineData("class C { readonly HttpClient [|_c|] = new(); public HttpClient Client => _c; public HttpClient Get() => _c; }")]
    [InlineData("class C { readonly HttpClient [|_c|] = new(); public Task<string> Get(Uri u) => _c.GetStringAsync(u); }")]
    [InlineData("class C { readonly Api [|_a|] = new(); } sealed class Api : IDisposable { readonly HttpClient _c = new(); public void Dispose() => _c.Dispose(); }")]
    [InlineData("#nullable disable\nclass C { HttpClient [|_c|] = new HttpClient(); }")]
    public async Task A_client_that_no_member_closes_is_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("class C { readonly HttpClient [|_c|]; public C(HttpClient? c = null) { _c = c ?? new HttpClient(); } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C(HttpClient? c) { _c = c == null ? new HttpClient() : c; } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C(HttpClient? c) { c ??= new HttpClient(); _c = c; } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() { _c = new HttpClient(); } public C(HttpClient c) { _c = c; } }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C() : this(new HttpClient()) { } public C(HttpClient c) { _c = c; } }")]
    [InlineData("class C(HttpClient? c = null) { readonly HttpClient [|_c|] = c ?? new HttpClient(); }")]
    public async Task A_client_that_is_made_when_none_is_given_is_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() => _c.Dispose(); }")]
    [InlineData("class C : IDisposable { HttpClient? _c = new(); public void Dispose() => _c?.Dispose(); }")]
    [InlineData("class C : IDisposable { HttpClient? _c = new(); public void Dispose() => _c!.Dispose(); }")]
    [InlineData("class C : IDisposable { HttpClient? _c = new(); public void Dispose() { if (_c is { } c) c.Dispose(); } }")]
    [InlineData("class C : IDisposable { HttpClient? _c = new(); public void Dispose() { var c = _c; _c = null; c?.Dispose(); } }")]
    [InlineData("class C : IDisposable { HttpClient? _c = new(); public void Dispose() => Interlocked.Exchange(ref _c, null)?.Dispose(); }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); void IDisposable.Dispose() { using (_c) { } } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() { using var c = _c; } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() => ((IDisposable)_c).Dispose(); }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() => Close(_c); static void Close(IDisposable d) => d.Dispose(); }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() => Release(); void Release() { _c.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() { Dispose(true); } protected virtual void Dispose(bool disposing) { if (disposing) _c.Dispose(); } }")]
    [InlineData("class C : IAsyncDisposable { readonly HttpClient _c = new(); public ValueTask DisposeAsync() { _c.Dispose(); return default; } }")]
    [InlineData("class C { readonly HttpClient _c = new(); public Task StopAsync() { _c.Dispose(); return Task.CompletedTask; } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); public void Dispose() { foreach (var d in new IDisposable[] { _c }) d.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c = new(); readonly List<IDisposable> _l = new(); public C() { _l.Add(_c); } public void Dispose() { foreach (var d in _l) d.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c; readonly bool _owns; public C(HttpClient? c) { _owns = c is null; _c = c ?? new HttpClient(); } public void Dispose() { if (_owns) _c.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c; public C() : this(new HttpClient(), true) { } public C(HttpClient c, bool owns) { _c = c; O = owns; } bool O { get; } public void Dispose() { if (O) _c.Dispose(); } }")]
    [InlineData("class C : IDisposable { HttpClient P { get; } = new(); public void Dispose() => P.Dispose(); }")]
    [InlineData("partial class C : IDisposable { readonly HttpClient _c = new(); } partial class C { public void Dispose() => _c.Dispose(); }")]
    public async Task A_client_that_some_member_closes_is_not_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("class C { static readonly HttpClient S = new(); }")]
    [InlineData("static class C { static HttpClient P { get; } = new(); }")]
    [InlineData("class C { readonly HttpClient _c; public C(HttpClient c) { _c = c; } }")]
    [InlineData("class C(HttpClient c) { readonly HttpClient _c = c; public void M() => c.CancelPendingRequests(); }")]
    [InlineData("class C { readonly HttpClient _c; public C(Func<HttpClient> f) { _c = f(); } }")]
    [InlineData("abstract class F { public abstract HttpClient CreateClient(); } class C { readonly HttpClient _c; public C(F f) { _c = f.CreateClient(); } }")]
    [InlineData("class C { static readonly SocketsHttpHandler S = new(); readonly HttpClient _c = new(S, disposeHandler: false); }")]
    [InlineData("class C { readonly HttpClient _c; public C(HttpMessageHandler h) { _c = new HttpClient(h); } }")]
    [InlineData("class C { readonly HttpClient _c = new(new Double()); sealed class Double : HttpMessageHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) => throw new Exception(); } }")]
    [InlineData("class C { readonly Double _d; readonly HttpClient _c; public C() { _d = new Double(); _c = new HttpClient(new Retry(_d)); } sealed class Double : DelegatingHandler { } sealed class Retry(HttpMessageHandler h) : DelegatingHandler(h) { } }")]
    [InlineData("class C { public HttpClient? P { get; set; } }")]
    [InlineData("class C { public HttpClient P => S; static readonly HttpClient S = new(); }")]
    public async Task A_client_that_is_not_the_objects_own_is_not_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Fact]
    public async Task A_type_that_the_user_calls_a_singleton_is_not_reported()
    {
        await Verify.Rule(Id, Source("namespace N { class C { readonly HttpClient _c = new(); } }"), test =>
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nlifecycle.singleton_types = N.C")));
    }

    [Fact]
    public async Task A_type_that_the_user_calls_an_http_client_is_reported()
    {
        await Verify.Rule(Id, Source("namespace N { class Pipe : IDisposable { public void Dispose() { } } class C { readonly Pipe [|_p|] = new(); } }"), test =>
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nlifecycle.http_client_types = N.Pipe")));
    }

    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net472")]
    public async Task Old_targets_and_language_versions_are_looked_at(string target)
    {
        await Verify.Rule(
            Id,
            "using System.Net.Http; class C { private readonly HttpClient [|_c|]; public C() { _c = new HttpClient(); } }",
            test =>
            {
                test.ReferenceAssemblies = target == "net472" ? TestTargets.NetFramework472 : TestTargets.NetStandard20;
                test.TestState.AdditionalReferences.AddRange([]);
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable;
                if (target == "net472")
                    test.ReferenceAssemblies = test.ReferenceAssemblies.AddAssemblies(["System.Net.Http"]);
            });
    }

    [Fact]
    public async Task The_message_names_the_member_the_evidence_and_what_is_missing()
    {
        await Verify.Rule(
            Id,
            Source("""
                class A { readonly HttpClient {|#0:_a|} = new(); }
                class B : IDisposable { readonly HttpClient {|#1:_b|}; public B() { _b = new(); } public void Dispose() { } }
                class D { readonly HttpClient {|#2:_d|}; public D(HttpClient? d) { _d = d ?? new(); } }
                class E { HttpClient? {|#3:_e|}; void Open() => _e = new(); }
                """),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("_a", "A", "created in its initializer", "'A' has no close member"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("_b", "B", "created in its constructor", "no close member disposes it"),
            Verify.Diagnostic(Id).WithLocation(2).WithArguments("_d", "D", "created when none is given", "'D' has no close member"),
            Verify.Diagnostic(Id).WithLocation(3).WithArguments("_e", "E", "created in 'Open'", "'E' has no close member"));
    }
}
