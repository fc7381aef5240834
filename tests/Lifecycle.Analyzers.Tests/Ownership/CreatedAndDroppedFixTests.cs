using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class CreatedAndDroppedFixTests
{
    private const string Id = "LIFE303";
    private const string Shared = "LIFE303.UseSharedClient";
    private const string Local = "LIFE303.IntroduceUsingLocal";

    private static string Body(string statements)
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
                }

                static HttpClient Make() => new HttpClient();

                static Task<string> Get(HttpClient c, Uri u) => c.GetStringAsync(u);
            }
            """;
    }

    [Fact]
    public async Task One_client_is_shared_by_all_calls()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            public static class Quotes
            {
                public static Task<string> LoadAsync(Uri address) => [|new HttpClient()|].GetStringAsync(address);

                public static async Task<string> LoadTwiceAsync(Uri address)
                {
                    return await ([|new HttpClient()|]).GetStringAsync(address) + await [|new HttpClient()|].GetStringAsync(address);
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            public static class Quotes
            {
                private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

                public static Task<string> LoadAsync(Uri address) => Http.GetStringAsync(address);

                public static async Task<string> LoadTwiceAsync(Uri address)
                {
                    return await Http.GetStringAsync(address) + await Http.GetStringAsync(address);
                }
            }
            """, Shared);
    }

    [Theory]
    [InlineData("return await [|Make()|].GetStringAsync(u);")]
    [InlineData("return await [|new HttpClient { BaseAddress = u }|].GetStringAsync(\"/\");")]
    [InlineData("return await Get([|new HttpClient()|], u);")]
    [InlineData("[|new HttpClient()|].Timeout = TimeSpan.Zero; return \"\";")]
    [InlineData("_ = [|new HttpClient()|]; return \"\";")]
    public async Task A_client_that_differs_from_call_to_call_is_not_shared(string statements)
    {
        await Verify.Fix(Id, Body(statements), Body(statements), Shared);
    }

    [Theory]
    [InlineData(
        "return await [|new HttpClient()|].GetStringAsync(u);",
        "using var httpClient = new HttpClient();\n        return await httpClient.GetStringAsync(u);")]
    [InlineData(
        "// Ask.\n        var s = await ([|new HttpClient { BaseAddress = u }|]).GetStringAsync(\"/\"); // here\n        return s;",
        "// Ask.\n        using var httpClient = new HttpClient { BaseAddress = u };\n        var s = await httpClient.GetStringAsync(\"/\"); // here\n        return s;")]
    [InlineData(
        "return await Get([|Make()|], u);",
        "using var httpClient = Make();\n        return await Get(httpClient, u);")]
    [InlineData(
        "if ((await [|new HttpClient()|].GetStringAsync(u)).Length > 0)\n            return \"\";\n\n        return \"x\";",
        "using var httpClient = new HttpClient();\n        if ((await httpClient.GetStringAsync(u)).Length > 0)\n            return \"\";\n\n        return \"x\";")]
    [InlineData(
        "using var c = new HttpClient([|new SocketsHttpHandler()|], disposeHandler: false);\n        return await c.GetStringAsync(u);",
        "using var socketsHttpHandler = new SocketsHttpHandler();\n        using var c = new HttpClient(socketsHttpHandler, disposeHandler: false);\n        return await c.GetStringAsync(u);")]
    [InlineData(
        "return await [|new HttpClient()|].GetStringAsync(u) + await [|new HttpClient()|].GetStringAsync(u);",
        "using var httpClient = new HttpClient();\n        using var httpClient2 = new HttpClient();\n        return await httpClient.GetStringAsync(u) + await httpClient2.GetStringAsync(u);")]
    public async Task The_client_is_kept_in_a_local_that_is_closed(string statements, string expected)
    {
        await Verify.Fix(Id, Body(statements), Body(expected), Local);
    }

    [Fact]
    public async Task An_old_language_gets_a_using_statement_around_the_use()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u)
                {
                    await [|new HttpClient()|].GetStringAsync(u);
                    // Again.
                    var s = await [|new HttpClient()|].GetStringAsync(u);
                    return s;
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u)
                {
                    using (var httpClient = new HttpClient())
                    {
                        await httpClient.GetStringAsync(u);
                    }
                    // Again.
                    using (var httpClient2 = new HttpClient())
                    {
                        var s = await httpClient2.GetStringAsync(u);
                        return s;
                    }
                }
            }
            """, Local, test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Theory]
    [InlineData("return b ? await [|new HttpClient()|].GetStringAsync(u) : \"\";")]
    [InlineData("return b && (await [|new HttpClient()|].GetStringAsync(u)).Length > 0 ? \"\" : \"x\";")]
    [InlineData("while ((await [|new HttpClient()|].GetStringAsync(u)).Length > 0) { } return \"\";")]
    [InlineData("if (b) await [|new HttpClient()|].GetStringAsync(u); return \"\";")]
    [InlineData("var t = [|new HttpClient()|].GetStringAsync(u); return \"\";")]
    [InlineData("_ = [|new HttpClient()|].GetStringAsync(u); return \"\";")]
    [InlineData("_ = [|new HttpClient()|]; return \"\";")]
    public async Task A_local_that_would_change_what_happens_is_not_offered(string statements)
    {
        await Verify.Fix(Id, Body(statements), Body(statements), Local);
    }
}
