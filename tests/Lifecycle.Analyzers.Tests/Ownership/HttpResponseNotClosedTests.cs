using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class HttpResponseNotClosedTests
{
    private const string Id = "LIFE308";

    [Theory]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); return r.ReasonPhrase;")]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false); return r.ReasonPhrase;")]
    [InlineData("var [|r|] = await c.SendAsync(new HttpRequestMessage(), HttpCompletionOption.ResponseHeadersRead); return r.ReasonPhrase;")]
    [InlineData("var [|r|] = await c.SendAsync(new HttpRequestMessage(), HttpCompletionOption.ResponseHeadersRead, default); return r.ReasonPhrase;")]
    [InlineData("var [|r|] = c.Send(new HttpRequestMessage(), HttpCompletionOption.ResponseHeadersRead); return r.ReasonPhrase;")]
    [InlineData("var [|r|] = c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead).Result; return r.ReasonPhrase;")]
    [InlineData("const HttpCompletionOption k = HttpCompletionOption.ResponseHeadersRead; var [|r|] = await c.GetAsync(u, k); return r.ReasonPhrase;")]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); if (!r.IsSuccessStatusCode) return null; r.Dispose(); return null;")]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); if (!r.IsSuccessStatusCode) return null; return await r.Content.ReadAsStringAsync();")]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); var s = await r.Content.ReadAsStreamAsync(); s.ReadByte(); return null;")]
    [InlineData("HttpResponseMessage? r = null; for (var i = 0; i < 3; i++) { [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); if (r.IsSuccessStatusCode) break; } _f = r; return null;")]
    [InlineData("var [|s|] = await c.GetStreamAsync(u); s.ReadByte(); return null;")]
    [InlineData("[|await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead)|]; return null;")]
    [InlineData("return ([|await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead)|]).ReasonPhrase;")]
    [InlineData("var [|r|] = await Get(c, u); return r.ReasonPhrase;")]
    public async Task A_connection_that_is_not_set_free_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("var r = await c.GetAsync(u); return r.ReasonPhrase;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseContentRead); return r.ReasonPhrase;")]
    [InlineData("var r = await c.GetAsync(u, o); return r.ReasonPhrase;")]
    [InlineData("var r = await c.PostAsync(u, null); return r.ReasonPhrase;")]
    [InlineData("var r = new HttpResponseMessage(); return r.ReasonPhrase;")]
    [InlineData("using var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); return r.ReasonPhrase;")]
    [InlineData("using (var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead)) return r.ReasonPhrase;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); try { return r.ReasonPhrase; } finally { r.Dispose(); }")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); r.Content.Dispose(); return null;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); using var s = await r.Content.ReadAsStreamAsync(); return null;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); await using var s = await r.Content.ReadAsStreamAsync().ConfigureAwait(false); return null;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); using var s = r.Content.ReadAsStream(); return null;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); using var t = new StreamReader(await r.Content.ReadAsStreamAsync()); return t.ReadLine();")]
    [InlineData("using var t = new StreamReader(await c.GetStreamAsync(u)); return t.ReadLine();")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); return await r.Content.ReadAsStringAsync();")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); await r.Content.CopyToAsync(Stream.Null); return null;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); _f = r; return null;")]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); _all.Add(r); return null;")]
    [InlineData("_f = await Get(c, u); return null;")]
    [InlineData("HttpResponseMessage? r = null; for (var i = 0; i < 3; i++) { r?.Dispose(); r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); if (r.IsSuccessStatusCode) break; } r?.Dispose(); return null;")]
    public async Task A_response_that_is_closed_handed_on_or_holds_nothing_is_silent(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("async Task<Stream> M(HttpClient c, Uri u) { var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); return await r.Content.ReadAsStreamAsync(); }")]
    [InlineData("async Task<HttpResponseMessage> M(HttpClient c, Uri u) { var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); return r; }")]
    [InlineData("Task<HttpResponseMessage> M(HttpClient c, Uri u) => c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);")]
    [InlineData("Task<Stream> M(HttpClient c, Uri u) => c.GetStreamAsync(u);")]
    [InlineData("async Task M(HttpClient c, Uri u) => Close(await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead)); void Close(HttpResponseMessage r) { r.Dispose(); }")]
    public async Task What_the_caller_gets_is_his(string members)
    {
        await Verify.Rule(Id, $$"""
            using System;
            using System.IO;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                {{members}}
            }
            """);
    }

    [Theory]
    [InlineData("var r = await c.GetAsync(u, HttpCompletionOption.);")]
    [InlineData("var r = await c.GetAsync(u, Missing.Option); r.Content.ReadAsStreamAsync(")]
    [InlineData("var r = await c.GetStreamAsync(; r.")]
    public async Task Half_typed_code_does_no_harm(string statements)
    {
        await Verify.Rule(Id, Body(statements + " return null;"), test => test.CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None);
    }

    [Fact]
    public async Task Message_says_what_is_held_and_on_which_paths()
    {
        var test = new LifecycleTest(Id)
        {
            TestCode = Body("var {|#0:r|} = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); if (!r.IsSuccessStatusCode) return null; r.Dispose(); return null;"),
            ExpectedDiagnostics = { Verify.Diagnostic(Id).WithLocation(0).WithArguments("'r'", "on every path") },
        };
        await test.RunAsync();
    }

    private static string Body(string statements)
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                private HttpResponseMessage? _f;
                private readonly List<IDisposable> _all = new();

                async Task<string?> M(HttpClient c, Uri u, HttpCompletionOption o)
                {
                    await Task.Yield();
                    {{statements}}
                }

                static async Task<HttpResponseMessage> Get(HttpClient c, Uri u)
                {
                    var response = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                    response.EnsureSuccessStatusCode();
                    return response;
                }
            }
            """;
    }
}
