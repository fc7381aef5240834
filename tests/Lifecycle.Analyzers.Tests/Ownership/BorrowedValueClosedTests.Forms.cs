using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The forms of C#, the options, old targets and code that is half typed.</summary>
public sealed partial class BorrowedValueClosedTests
{
    [Theory]
    [InlineData("public sealed class C(HttpClient c) : IDisposable { public void Dispose() => [|c.Dispose()|]; }")]
    [InlineData("public sealed class C(HttpClient c) : IDisposable { readonly HttpClient _c = c; public void Dispose() => [|_c.Dispose()|]; }")]
    [InlineData("public sealed class C(HttpClient? c) : IDisposable { readonly HttpClient _c = c ?? new(); public void Dispose() => [|_c.Dispose()|]; }")]
    [InlineData("public sealed record C(int Id) : IDisposable { readonly HttpClient _c = null!; public C(HttpClient c) : this(1) { _c = c; } public void Dispose() => [|_c.Dispose()|]; }")]
    [InlineData("public readonly struct C : IDisposable { readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() => [|_c.Dispose()|]; }")]
    [InlineData("public class O { public class C : IDisposable { readonly HttpClient _c; public C(HttpClient c) { _c = c; } void IDisposable.Dispose() => [|_c.Dispose()|]; } }")]
    [InlineData("public partial class C { readonly HttpClient _c; public C(HttpClient c) { _c = c; } } public partial class C : IDisposable { public void Dispose() => [|_c.Dispose()|]; }")]
    [InlineData("public class B { protected readonly HttpClient C; public B(HttpClient c) { C = c; } } public class D : B, IDisposable { public D(HttpClient c) : base(c) { } public void Dispose() => [|C.Dispose()|]; }")]
    [InlineData("public class C : IAsyncDisposable { readonly X _x; public C(X x) { _x = x; } public async ValueTask DisposeAsync() => await [|_x.DisposeAsync()|].ConfigureAwait(false); public class X : HttpClient, IAsyncDisposable { public ValueTask DisposeAsync() => default; } }")]
    [InlineData("public class C { public async Task M(HttpClient c) { using ([|c|]) using (var d = new HttpClient()) await c.GetStringAsync(\"\"); } }")]
    [InlineData("public class C { static readonly HttpClient S = new(); public async Task M() { async Task In() { using var [|c = S|]; await c.GetStringAsync(\"\"); } await In(); } }")]
    [InlineData("public class C { static readonly HttpClient S = new(); public string P { get { using ([|S|]) return S.GetStringAsync(\"\").Result; } } }")]
    [InlineData("public class C { public string this[HttpClient c] { get { using ([|S|]) return S.GetStringAsync(\"\").Result; } } static readonly HttpClient S = new(); }")]
    [InlineData("public class C { readonly HttpClient? _c; public C(HttpClient c) => _c = c; public void Dispose() { [|_c!.Dispose()|]; } }")]
    [InlineData("public class C { readonly HttpClient? _c; public C(HttpClient c) => _c = c; public void Dispose() { try { [|_c?.Dispose()|]; } catch (Exception) { } finally { } } }")]
    [InlineData("public class C { readonly HttpClient _c; public C(HttpClient c) => _c = c; public void Dispose() { lock (this) { [|_c.Dispose()|]; } } }")]
    [InlineData("public class C { readonly HttpClient _c; public C(HttpClient c) => _c = c; public void Dispose() { [|Closing.Close(_c)|]; } } static class Closing { public static void Close(this IDisposable? d) { try { d?.Dispose(); } catch { } } }")]
    public async Task Each_form_of_the_language_is_understood(string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("public class T { public class C : IDisposable { readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() => _c.Dispose(); } }", "lifecycle.ownership_takers = T+C")]
    [InlineData("public class C : IDisposable { readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() => _c.Dispose(); }", "lifecycle.ownership_takers = C")]
    [InlineData("public class C : IDisposable { readonly HttpClient _c; public C(HttpClient c) { _c = c; } public void Dispose() => _c.Dispose(); }", "lifecycle.singleton_types = C")]
    [InlineData("public class C { public void M(HttpClient c) { c.CancelPendingRequests(); c.Dispose(); } }", "lifecycle.ownership_takers = C.M")]
    [InlineData("public class C { public void M() { using var [|c = Get()|]; c.CancelPendingRequests(); } static HttpClient Get() => new(); }", "lifecycle.borrowed_factories = C.Get")]
    [InlineData("public class C : IDisposable { readonly X _x; public C(X x) { _x = x; } public void Dispose() => [|_x.Dispose()|]; } public class X : IDisposable { public void Dispose() { } }", "lifecycle.http_client_types = X")]
    public async Task Options_say_who_closes(string source, string option)
    {
        await Verify.Rule(Id, Usings + source, test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*]\n" + option)));
    }

    [Fact]
    public async Task An_annotated_parameter_is_handed_over()
    {
        await Verify.Rule(Id, Usings + """
            public class C : IDisposable
            {
                readonly HttpClient _c;
                public C([JetBrains.Annotations.HandlesResourceDisposal] HttpClient c) { _c = c; }
                public void Dispose() => _c.Dispose();
                public void M([JetBrains.Annotations.HandlesResourceDisposal] HttpClient d) { d.CancelPendingRequests(); d.Dispose(); }
            }

            namespace JetBrains.Annotations
            {
                [AttributeUsage(AttributeTargets.All)]
                public sealed class HandlesResourceDisposalAttribute : Attribute { }
            }
            """);
    }

    [Fact]
    public async Task What_a_service_provider_returns_is_borrowed_unless_a_factory_makes_its_clients()
    {
        const string container = """

            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class ServiceProviderServiceExtensions { public static T GetRequiredService<T>(this IServiceProvider p) => (T)p.GetService(typeof(T))!; }
                public interface IServiceCollection { }
                public static class Extensions { public static void AddHttpClient(this IServiceCollection s) { } public static void AddHttpClient<T>(this IServiceCollection s) { } }
            }
            """;
        await Verify.Rule(Id, "using Microsoft.Extensions.DependencyInjection;\n" + Usings + """
            class C { void M(IServiceProvider p) { using var [|c = p.GetRequiredService<HttpClient>()|]; c.CancelPendingRequests(); } }
            """ + container);
        await Verify.Rule(Id, "using Microsoft.Extensions.DependencyInjection;\n" + Usings + """
            class C { void M(IServiceProvider p, IServiceCollection s) { s.AddHttpClient(); using var c = p.GetRequiredService<HttpClient>(); c.CancelPendingRequests(); } }
            """ + container);
        await Verify.Rule(Id, "using Microsoft.Extensions.DependencyInjection;\n" + Usings + """
            public class C(HttpClient c) : IDisposable { public void Dispose() => c.Dispose(); static void M(IServiceCollection s) { s.AddHttpClient<C>(); } }
            """ + container);
    }

    [Fact]
    public async Task Who_is_given_fresh_and_borrowed_clients_is_reported()
    {
        await Verify.Rule(Id, Usings + """
            public class C : IDisposable
            {
                static readonly HttpClient Shared = new();
                readonly HttpClient _c;
                public C(HttpClient c) { _c = c; }
                public static C One() => new C(new HttpClient());
                public static C Two() => new C(Shared);
                public void Dispose() => [|_c.Dispose()|];
            }
            """);
    }

    [Fact]
    public async Task Top_level_statements_end_with_the_program()
    {
        await Verify.Rule(Id, Usings + """
            using var c = S.C;
            await c.GetStringAsync("");

            static class S { public static readonly HttpClient C = new(); }
            """, test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
    }

    [Fact]
    public async Task The_message_says_whose_it_is_and_what_to_do()
    {
        await Verify.Rule(
            Id,
            Usings + """
            public class C : IDisposable
            {
                readonly HttpClient _a, _b;
                static readonly HttpMessageHandler H = new SocketsHttpHandler();
                public C(HttpClient a, HttpClient? b = null) { _a = a; _b = b ?? new(); }
                public void Dispose() { {|#0:_a.Dispose()|}; {|#1:_b.Dispose()|}; }
                public void M() { using var {|#2:c = new HttpClient(H)|}; using ({|#3:S|}) S.CancelPendingRequests(); }
                static readonly HttpClient S = new();
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("_a", "the constructor of 'C' was given it by its caller", "leave the close to its owner"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("_b", "the constructor of 'C' may have been given it by its caller", "close it only when it was made here"),
            Verify.Diagnostic(Id).WithLocation(2).WithArguments("H", "'C' shares it with everybody who uses 'H'", "keep it open with 'disposeHandler: false'"),
            Verify.Diagnostic(Id).WithLocation(3).WithArguments("S", "'C' shares it with everybody who uses 'S'", "leave the close to its owner"));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    public async Task Old_targets_and_languages_are_understood(LanguageVersion version)
    {
        foreach (var target in new[] { TestTargets.NetFramework472, TestTargets.NetStandard20 })
        {
            await Verify.Rule(Id, """
                using System;
                using System.Net.Http;

                public class C : IDisposable
                {
                    private readonly HttpClient _c;
                    public C(HttpClient c) { _c = c; }
                    public void Dispose() { [|_c.Dispose()|]; }
                    public void M(HttpMessageHandler h) { using (var [|c = new HttpClient(h)|]) c.CancelPendingRequests(); }
                }
                """, test =>
            {
                test.ReferenceAssemblies = target == TestTargets.NetFramework472 ? target.AddAssemblies(["System.Net.Http"]) : target;
                test.LanguageVersion = version;
                test.Nullable = NullableContextOptions.Disable;
            });
        }
    }

    [Theory]
    [InlineData("class C { HttpClient _c; public C(HttpClient c) { _c = } public void Dispose() { _c.Dispose( } }")]
    [InlineData("class C { void M(HttpClient c) { using (c.) { c } using var x = ; } }")]
    [InlineData("class C { Unknown _c; public C(Unknown c) { _c = c; } public void Dispose() => _c.Dispose(); void M() { using (Missing) ; } }")]
    [InlineData("class C { HttpClient A => B; HttpClient B => A; void Dispose() { A.Dispose(); } HttpClient _x = this._y, _y = _x; void M() { _x.Dispose(); var z = z; z.Dispose(); } }")]
    [InlineData("using (var c = await C.S) { } class C { static readonly HttpClient S = S; static HttpClient T() => T(); void M() { using var t = T(); } }")]
    public async Task Half_typed_code_stops_nothing(string source)
    {
        await Verify.Rule(Id, Usings + source, test => test.CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None);
    }
}
