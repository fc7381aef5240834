using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The forms of C# in which a value can be overwritten, old targets, and code that is half typed.</summary>
public sealed partial class OwnedValueOverwrittenTests
{
    private const string Usings = "using System; using System.Net.Http; using System.Threading; using System.Threading.Tasks;\n";

    [Theory]
    [InlineData("sealed class C { HttpClient? _c; public void Reset() => [|_c = new()|]; }")]
    [InlineData("sealed record C { HttpClient? _c; public void Reset() { [|_c = new()|]; } }")]
    [InlineData("sealed record C(string Name) { HttpClient _c = new(); public void Reset() { [|_c = new()|]; } }")]
    [InlineData("sealed class C(string name) { HttpClient _c = new() { BaseAddress = new Uri(name) }; public void Reset() { [|_c = new()|]; } }")]
    [InlineData("struct C { HttpClient? _c; public void Reset() { [|_c = new()|]; } }")]
    [InlineData("partial class C { HttpClient? _c; } partial class C { public void Reset() { [|_c = new()|]; } }")]
    [InlineData("partial class C { HttpClient? _c; public partial void Reset(); } partial class C { public partial void Reset() { [|_c = new()|]; } }")]
    [InlineData("class C<T> { HttpClient? _c; public void Reset(T t) { [|_c = new()|]; } }")]
    [InlineData("class Outer { class C { HttpClient? _c; public void Reset() { [|_c = new()|]; } } }")]
    [InlineData("interface I { void Reset(); } class C : I { HttpClient? _c; void I.Reset() { Make(); } public void Make() { [|_c = new()|]; } }")]
    [InlineData("class C { HttpClient? _c; public HttpClient this[int i] { get { return [|_c = new HttpClient()|]; } } }")]
    [InlineData("class C { HttpClient? _c; public HttpClient Client { get => [|_c = new HttpClient()|]; } }")]
    [InlineData("class C { HttpClient? _c; public HttpClient Client => [|_c = new HttpClient()|]; }")]
    [InlineData("class C { HttpClient? _c; public async Task Reset() { await Task.Yield(); [|_c = await Make()|]; } static async Task<HttpClient> Make() { await Task.Yield(); return new HttpClient(); } }")]
    [InlineData("class C { HttpClient? _c; public System.Collections.Generic.IEnumerable<int> All() { [|_c = new()|]; yield return 1; } }")]
    [InlineData("class C { HttpClient? _c; public void Reset(int n) { switch (n) { case 1: [|_c = new()|]; break; } } }")]
    [InlineData("class C { HttpClient? _c; public void Reset(int n) { [|_c = n switch { 1 => new HttpClient(), _ => new HttpClient() }|]; } }")]
    [InlineData("class C { HttpClient? _c; public void Reset(bool b) { [|_c = b ? new HttpClient() : new HttpClient()|]; } }")]
    [InlineData("class C { object? _c; public void Reset() { [|_c = new HttpClient()|]; } }")]
    [InlineData("class C { IDisposable? _c; public void Reset() { [|_c = new HttpClient()|]; } }")]
    [InlineData("class C { HttpClient? _c; public void Reset() { try { [|_c = new()|]; } catch (Exception) { } finally { } } }")]
    [InlineData("class C { HttpClient? _c; public void Reset() { goto A; A: [|_c = new()|]; } }")]
    [InlineData("class C { HttpClient? _c; public unsafe void Reset() { fixed (char* p = \"\") { [|_c = new()|]; } } }")]
    public async Task Every_form_of_member_is_reported(string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("var c = new HttpClient(); [|c = new HttpClient()|]; c.Dispose();")]
    [InlineData("HttpClient? c = null; for (var i = 0; i < 2; i++) { [|c = new HttpClient()|]; } c?.Dispose(); await Task.Yield();")]
    [InlineData("void F() { var c = new HttpClient(); [|c = new HttpClient()|]; c.Dispose(); } F();")]
    [InlineData("Action f = () => { var c = new HttpClient(); [|c = new HttpClient()|]; c.Dispose(); }; f();")]
    [InlineData("Action f = static () => { var c = new HttpClient(); [|c = new HttpClient()|]; c.Dispose(); }; f();")]
    public async Task Top_level_statements_and_functions_are_reported(string statements)
    {
        await Verify.Rule(Id, Usings + statements, test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
    }

    [Fact]
    public async Task First_of_several_values_is_seen_where_the_turns_of_a_loop_meet()
    {
        await new LifecycleTest("LIFE304", "LIFE302", "LIFE308")
        {
            TestCode = Usings + """
                class C
                {
                    void M()
                    {
                        var c = new HttpClient();
                        for (var i = 0; i < 3; i++)
                            {|LIFE304:c = new HttpClient()|};

                        c.Dispose();
                    }

                    void N(bool b)
                    {
                        var c = new HttpClient();
                        if (b)
                            {|LIFE304:c = new HttpClient()|};

                        {|LIFE304:c = new HttpClient()|};
                        c.Dispose();
                    }

                    async Task O(HttpClient http, string u)
                    {
                        var {|LIFE308:r|} = await http.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        while (!r.IsSuccessStatusCode)
                            {|LIFE308:r|} = await http.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);

                        r.Dispose();
                    }

                    async Task P(HttpClient http, string u)
                    {
                        var r = await http.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        while (!r.IsSuccessStatusCode)
                        {
                            r.Dispose();
                            r = await http.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        }

                        r.Dispose();
                    }

                    void Q(bool b)
                    {
                        HttpClient? c = new HttpClient();
                        while (b)
                        {
                            if (c != null)
                            {
                                c.Dispose();
                                c = null;
                            }

                            c = new HttpClient();
                        }

                        c?.Dispose();
                    }

                    void R(System.Collections.Generic.List<HttpClient> all, bool b)
                    {
                        var c = new HttpClient();
                        while (b)
                        {
                            all.Add(c);
                            c = new HttpClient();
                        }

                        c.Dispose();
                    }
                }
                """,
        }.RunAsync();
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp6)]
    [InlineData(LanguageVersion.CSharp7_3)]
    public async Task Old_targets_and_languages(LanguageVersion version)
    {
        const string Source = """
            using System;
            using System.Net.Http;

            class C : IDisposable
            {
                private HttpClient _c = new HttpClient();

                public event EventHandler E;

                public C()
                {
                    E += (o, e) => [|_c = new HttpClient()|];
                }

                public void Reset()
                {
                    [|_c = new HttpClient()|];
                }

                public void Refill()
                {
                    Make([|out _c|]);
                }

                public void M()
                {
                    var c = new HttpClient();
                    [|c = new HttpClient()|];
                    c.Dispose();
                }

                private static void Make(out HttpClient c)
                {
                    c = new HttpClient();
                }

                public void Dispose()
                {
                    _c.Dispose();
                }
            }
            """;
        foreach (var target in new[] { TestTargets.NetStandard20, TestTargets.NetFramework472.AddAssemblies(["System.Net.Http"]) })
        {
            await Verify.Rule(Id, Source, test =>
            {
                test.ReferenceAssemblies = target;
                test.LanguageVersion = version;
                test.Nullable = NullableContextOptions.Disable;
            });
        }
    }

    [Theory]
    [InlineData("HttpClient? _c; public void Reset() { [|_c = new HttpClient(|]; }")]
    [InlineData("HttpClient? _c; public void Reset() { _c = }")]
    [InlineData("HttpClient? _c; public void Reset() { Make(out _c); }")]
    [InlineData("HttpClient? _c; public void Reset() { Make(out ); } void Make(out HttpClient c) { }")]
    [InlineData("HttpClient? _c; public void Reset() { Set(ref _c; } void Set(ref HttpClient c) { c = }")]
    [InlineData("HttpClient? _c; public void Reset() { Client = new HttpClient(); } HttpClient Client { set }")]
    [InlineData("HttpClient? _c; public void Reset() { Client = new HttpClient(); } HttpClient Client { set { Client = value; } }")]
    [InlineData("HttpClient? _c; HttpClient A { set => B = value; } HttpClient B { set => A = value; } public void Reset() { A = new HttpClient(); }")]
    [InlineData("HttpClient? _c; public void Reset() { E += () => _c = new HttpClient( }")]
    [InlineData("HttpClient? _c; public void A() { B(); [|_c = new()|]; } void B() { A(); B(); [|_c = new()|]; } void D() => D(")]
    [InlineData("HttpClient _c = ; public C() : this() { _c = new HttpClient(); }")]
    [InlineData("public C() : this(1) { [|_c = new HttpClient()|]; } public C(int i) : this() { [|_c = new HttpClient()|]; } HttpClient? _c;")]
    [InlineData("Missing _c; public void Reset() { _c = new Missing(); Interlocked.Exchange(ref _c); Interlocked.Exchange(ref _c, ); }")]
    [InlineData("[SetUp] public void Reset() { _c = new HttpClient(); } HttpClient _c")]
    public async Task Half_typed_code_is_left_in_peace(string members)
    {
        await Verify.Rule(Id, Usings + "class C { " + members + " }", test =>
        {
            test.CompilerDiagnostics = CompilerDiagnostics.None;
            test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
            test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        });
    }
}
