using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The forms of C# that a body can have, and the targets that it can be written for.</summary>
public sealed partial class OwnedLocalNotClosedTests
{
    [Theory]
    [InlineData("C() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }")]
    [InlineData("static C() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }")]
    [InlineData("~C() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }")]
    [InlineData("int P { get { var [|c|] = new HttpClient(); return c.Timeout.Seconds; } }")]
    [InlineData("int P { set { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } }")]
    [InlineData("int this[int i] { get { var [|c|] = new HttpClient(); return c.Timeout.Seconds; } }")]
    [InlineData("event Action E { add { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } remove { } }")]
    [InlineData("public static C operator +(C a, C b) { var [|c|] = new HttpClient(); c.CancelPendingRequests(); return a; }")]
    [InlineData("void N() { L(); void L() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } }")]
    [InlineData("void N() { Action a = () => { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }; a(); }")]
    [InlineData("void N() { Action a = delegate { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }; a(); }")]
    [InlineData("readonly Action _a = () => { var [|c|] = new HttpClient(); c.CancelPendingRequests(); };")]
    [InlineData("void N() { L(); void L() { Action a = () => { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }; a(); } }")]
    [InlineData("IEnumerable<int> N() { var [|c|] = new HttpClient(); yield return c.Timeout.Seconds; }")]
    [InlineData("async IAsyncEnumerable<string> N() { var [|c|] = new HttpClient(); yield return await c.GetStringAsync(\"\"); }")]
    [InlineData("T N<T>() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); return default!; }")]
    [InlineData("struct S { public void N() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } }")]
    [InlineData("record R(int X) { public void N() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } }")]
    [InlineData("class G<T> { class I { void N() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } } }")]
    [InlineData("interface I { void N() { var [|c|] = new HttpClient(); c.CancelPendingRequests(); } }")]
    [InlineData("class E : IComparable { int IComparable.CompareTo(object? o) { var [|c|] = new HttpClient(); return c.Timeout.Seconds; } }")]
    [InlineData("void N() { HttpClient [|c|] = new(), [|d|] = new(); c.CancelPendingRequests(); d.CancelPendingRequests(); }")]
    [InlineData("void N(object o) { var [|c|] = o switch { string => new HttpClient(), _ => null }; c?.CancelPendingRequests(); }")]
    [InlineData("void N() { if (new HttpClient() is { } [|c|]) c.CancelPendingRequests(); }")]
    [InlineData("void N(HttpClient p) { [|p|] = new HttpClient(); p.CancelPendingRequests(); }")]
    public async Task Every_kind_of_body_is_followed(string member)
    {
        await Verify.Rule(Id, Body("", member));
    }

    [Fact]
    public async Task Top_level_statements_are_followed()
    {
        await Verify.Rule(
            Id,
            """
            using System;
            using System.Net.Http;

            var [|leaked|] = new HttpClient();
            Console.WriteLine(await leaked.GetStringAsync("http://localhost"));

            using var closed = new HttpClient();
            Console.WriteLine(await closed.GetStringAsync("http://localhost"));
            """,
            test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
    }

    [Fact]
    public async Task Partial_members_are_followed_once()
    {
        await Verify.Rule(Id, """
            using System.Net.Http;

            partial class C
            {
                partial void N();
            }

            partial class C
            {
                partial void N()
                {
                    var [|c|] = new HttpClient();
                    c.CancelPendingRequests();
                }
            }
            """);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp10)]
    public async Task Old_languages_and_frameworks_are_followed(LanguageVersion language)
    {
        foreach (var framework in new[] { ReferenceAssemblies.NetStandard.NetStandard20, ReferenceAssemblies.NetFramework.Net472.Default.AddAssemblies(["System.Net.Http"]) })
        {
            await Verify.Rule(
                Id,
                """
                using System;
                using System.Net.Http;
                using System.Threading.Tasks;

                class C
                {
                    async Task<string> Leaks(Uri u)
                    {
                        var [|c|] = new HttpClient();
                        return await c.GetStringAsync(u).ConfigureAwait(false);
                    }

                    async Task<string> Closes(Uri u)
                    {
                        using (var c = new HttpClient())
                            return await c.GetStringAsync(u).ConfigureAwait(false);
                    }
                }
                """,
                test =>
                {
                    test.LanguageVersion = language;
                    test.Nullable = NullableContextOptions.Disable;
                    test.ReferenceAssemblies = framework;
                });
        }
    }

    [Theory]
    [InlineData("await using var s = Make(); s.ToString();")]
    [InlineData("await using (var s = Make()) { s.ToString(); }")]
    [InlineData("var s = Make(); await using (s) { }")]
    [InlineData("var s = Make(); await using (s.ConfigureAwait(false)) { }")]
    [InlineData("var s = Make(); await using var _ = s.ConfigureAwait(false);")]
    [InlineData("var s = Make(); await using var t = s;")]
    [InlineData("await using (Make().ConfigureAwait(false)) { }")]
    [InlineData("var s = Make(); await s.DisposeAsync();")]
    [InlineData("var s = Make(); await s.DisposeAsync().ConfigureAwait(false);")]
    [InlineData("var s = Make(); try { s.ToString(); } finally { if (s is IAsyncDisposable a) await a.DisposeAsync(); }")]
    [InlineData("IAsyncDisposable s = Make(); await s.DisposeAsync();")]
    [InlineData("var s = Make(); await Task.WhenAll(s.DisposeAsync().AsTask(), Task.CompletedTask);")]
    [InlineData("var s = Make(); var t = s; await t.DisposeAsync();")]
    [InlineData("using var h = new SocketsHttpHandler(); var c = new HttpClient(h);")]
    [InlineData("var h = new SocketsHttpHandler(); using var c = new HttpClient(h);")]
    [InlineData("var h = new HttpClientHandler(); using var c = new HttpMessageInvoker(h, true);")]
    [InlineData("HttpClient c; using (c = new HttpClient()) { }")]
    [InlineData("using HttpClient c = new(), d = new();")]
    [InlineData("HttpClient? c = null; try { c = new HttpClient(); } catch (Exception) when (b) { return \"\"; } finally { c?.Dispose(); }")]
    [InlineData("HttpClient? c; while ((c = b ? new HttpClient() : null) is not null) c.Dispose();")]
    [InlineData("var c = new HttpClient(); for (;;) { if (b) { c.Dispose(); break; } }")]
    [InlineData("var c = new HttpClient(); while (true) { await c.GetStringAsync(u); }")]
    [InlineData("var c = new HttpClient(); throw new Exception();")]
    [InlineData("var c = new HttpClient(); try { await c.GetStringAsync(u); } catch { throw; } c.Dispose();")]
    [InlineData("var c = new HttpClient(); Environment.Exit(1);")]
    public async Task Every_form_of_close_is_known(string statements)
    {
        await Verify.Rule(Id, Body(
            statements,
            "static Sdk Make() => new Sdk(); sealed class Sdk : IAsyncDisposable { private readonly HttpClient _c = new(); public async ValueTask DisposeAsync() { await Task.Yield(); _c.Dispose(); } }"));
    }

    [Theory]
    [InlineData("HttpClient N(HttpClient? g) { var c = g ?? new HttpClient(); return c; }")]
    [InlineData("(HttpClient A, HttpClient B) N() { var a = new HttpClient(); var b = new HttpClient(); return (a, b); }")]
    [InlineData("HttpClient[] N() { var c = new HttpClient(); HttpClient[] r = [c]; return r; }")]
    [InlineData("List<HttpClient> N() { var c = new HttpClient(); return [c]; }")]
    [InlineData("ValueTask<HttpClient> N() { var c = new HttpClient(); return new ValueTask<HttpClient>(c); }")]
    [InlineData("async IAsyncEnumerable<HttpClient> N() { var c = new HttpClient(); await Task.Yield(); yield return c; }")]
    [InlineData("Lazy<HttpClient> N() { var c = new HttpClient(); return new Lazy<HttpClient>(c); }")]
    [InlineData("object N() { var c = new HttpClient(); return new { c }; }")]
    [InlineData("record Pair(HttpClient C); Pair N() { var c = new HttpClient(); return new Pair(c); }")]
    [InlineData("class Box { public HttpClient? C { get; set; } } Box N() { var c = new HttpClient(); return new Box { C = c }; }")]
    [InlineData("class Box { public HttpClient? C; } void N(Box x) { var c = new HttpClient(); x.C = c; }")]
    [InlineData("void N(HttpClient[] l) { var c = new HttpClient(); l[0] = c; }")]
    [InlineData("static HttpClient? s; HttpClient N() { var c = new HttpClient(); return Interlocked.CompareExchange(ref s, c, null) ?? c; }")]
    [InlineData("static HttpClient? s; void N() { var c = new HttpClient(); Interlocked.Exchange(ref s, c)?.Dispose(); }")]
    [InlineData("static HttpClient? s; void N() { var c = new HttpClient(); Volatile.Write(ref s, c); }")]
    [InlineData("void N(CancellationToken t) { var c = new HttpClient(); t.Register(c.Dispose); }")]
    [InlineData("void N(CancellationToken t) { var c = new HttpClient(); t.Register(() => c.Dispose()); }")]
    [InlineData("void N(CancellationToken t) { var c = new HttpClient(); t.Register(static s => ((HttpClient)s!).Dispose(), c); }")]
    [InlineData("void N(TaskCompletionSource<HttpClient> t) { var c = new HttpClient(); t.SetResult(c); }")]
    [InlineData("void N(System.Threading.Channels.ChannelWriter<HttpClient> w) { var c = new HttpClient(); w.TryWrite(c); }")]
    [InlineData("event Action? E; void N() { var c = new HttpClient(); E += c.Dispose; }")]
    [InlineData("void N(Action<HttpClient> a) { var c = new HttpClient(); a(c); }")]
    [InlineData("Func<HttpClient> N() => () => { var c = new HttpClient(); return c; };")]
    [InlineData("class Derived : HttpClient { } Derived N() { var c = new Derived(); return c; }")]
    [InlineData("dynamic N() { dynamic c = new HttpClient(); return c; }")]
    [InlineData("void N(dynamic d) { var c = new HttpClient(); d.Add(c); }")]
    [InlineData("ref HttpClient N(ref HttpClient r) { var c = new HttpClient(); r = c; return ref r; }")]
    [InlineData("bool N(out HttpClient? r) { r = new HttpClient(); return true; }")]
    [InlineData("HttpClient? N(bool b) { HttpClient? c = null; try { c = new HttpClient(); if (b) return c; var r = c; c = null; return r; } finally { c?.Dispose(); } }")]
    public async Task Every_form_of_hand_over_is_known(string member)
    {
        await Verify.Rule(Id, Body("", member));
    }

    [Theory]
    [InlineData("var [|c|] = new HttpClient(")]
    [InlineData("var c = new HttpClient(undefined); c.Foo();")]
    [InlineData("using var c = new HttpClient(); c.")]
    [InlineData("HttpClient c = new; c.GetAsync();")]
    [InlineData("var c = new HttpCli();")]
    [InlineData("var [|c|] = new HttpClient { BaseAddress = , };")]
    [InlineData("Missing(new HttpClient());")]
    [InlineData("foreach (var c in new HttpClient()) { }")]
    [InlineData("await using var c = new HttpClient();")]
    [InlineData("goto nowhere; var [|c|] = new HttpClient();")]
    [InlineData("return c; HttpClient c = new();")]
    public async Task Broken_code_does_no_harm(string statements)
    {
        await Verify.Rule(
            Id,
            Body(statements),
            test => test.CompilerDiagnostics = CompilerDiagnostics.None);
    }

    /// <summary>A method of a client in source may close it, whatever its name.</summary>
    [Theory]
    [InlineData("public Task StopAsync() => DisposeAsync().AsTask();", "s.StopAsync();")]
    [InlineData("public void Stop() => _c.Dispose();", "s.Stop();")]
    [InlineData("public void Stop() => _c?.Dispose();", "s.Stop();")]
    [InlineData("public void Stop() => Core(); private void Core() => _c.Dispose();", "s.Stop();")]
    [InlineData("public virtual Task StopAsync() => DisposeAsync().AsTask();", "s.StopAsync();")]
    [InlineData("static readonly List<Sdk> All = new(); public void Register() => All.Add(this);", "s.Register();")]
    [InlineData("public void Until(CancellationToken t) => t.Register(() => _c.Dispose());", "s.Until(default);")]
    [InlineData("public void Ping() { } public Sdk With() => this;", "s.With().Ping();", true)]
    [InlineData("public void Ping() { } public void Ring() { Ping(); this.Ring(); }", "s.Ring();", true)]
    public async Task Methods_that_close_their_object_are_known(string members, string statement, bool isReported = false)
    {
        var declaration = isReported ? "var [|s|] = new Sdk();" : "var s = new Sdk();";
        await Verify.Rule(Id, Body(
            $"{declaration} {statement}",
            $$"""class Sdk : IAsyncDisposable { private readonly HttpClient _c = new(); {{members}} public ValueTask DisposeAsync() { _c.Dispose(); return default; } }"""));
    }

    [Theory]
    [InlineData("var [|c|] = new HttpClient(); var s = new Sdk(c); s.Use();")]
    [InlineData("using var c = new HttpClient(); var s = new Sdk(c); s.Use();")]
    [InlineData("var c = new HttpClient(); var s = new Sdk(c); _s = s;")]
    [InlineData("var [|c|] = new HttpClient(); var s = new Sdk(c); Run(() => s.Use());")]
    [InlineData("var c = new HttpClient(); Keep(new Sdk(c));")]
    [InlineData("var [|c|] = new HttpClient(); Look(new Sdk(c));")]
    public async Task An_object_that_never_closes_what_it_is_given_takes_it_along(string statements)
    {
        await Verify.Rule(Id, Body(
            statements,
            "Sdk? _s; static void Run(Action a) => a(); void Keep(Sdk s) => _l.Add(s); readonly List<Sdk> _l = new(); static void Look(Sdk s) => s.Use(); sealed class Sdk { readonly HttpClient _c; public Sdk(HttpClient c) => _c = c; public void Use() => _c.CancelPendingRequests(); }"));
    }
}
