using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class HttpClientPerCallFixTests
{
    private const string Id = "LIFE306";
    private const string Shared = "LIFE306.UseSharedClient";

    /// <summary>The code with the client made in the method, and with the shared one.</summary>
    private static async Task IsShared(string statements, string fixedStatements, string parameters = "Uri u")
    {
        await Verify.Fix(Id, Source("", statements, parameters), Source("""
                private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });


            """, fixedStatements, parameters), Shared);
    }

    private static async Task IsLeft(string statements, string parameters = "Uri u", string members = "")
    {
        var source = Source("", statements, parameters, members);
        await Verify.Fix(Id, source, source, Shared);
    }

    private static string Source(string field, string statements, string parameters, string members = "")
    {
        return $$"""
            using System;
            using System.Linq;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
            {{field}}    async Task<string> M({{parameters}})
                {
            {{Indented(statements)}}
                }{{(members.Length == 0 ? "" : "\n\n    " + members)}}
            }
            """;
    }

    private static string Indented(string statements)
    {
        return string.Join("\n", statements.Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
    }

    [Fact]
    public async Task The_client_of_a_using_declaration_is_shared()
    {
        await IsShared("""
            using var c = [|new HttpClient()|];
            return await c.GetStringAsync(u);
            """, "return await Http.GetStringAsync(u);");
    }

    [Fact]
    public async Task The_client_of_a_using_statement_is_shared()
    {
        await IsShared("""
            using (var c = [|new HttpClient()|])
            {
                // Ask.
                return await c.GetStringAsync(u);
            }
            """, """
            // Ask.
            return await Http.GetStringAsync(u);
            """);
    }

    [Fact]
    public async Task A_using_around_another_is_taken_away()
    {
        await IsShared("""
            using (var c = [|new HttpClient()|])
            using (var r = await c.GetAsync(u))
            {
                return await r.Content.ReadAsStringAsync();
            }
            """, """
            using (var r = await Http.GetAsync(u))
            {
                return await r.Content.ReadAsStringAsync();
            }
            """);
    }

    [Fact]
    public async Task A_client_that_is_closed_by_hand_is_shared()
    {
        await IsShared("""
            var c = [|new HttpClient()|];
            var s = await c.GetStringAsync(u);
            c.Dispose();
            return s;
            """, """
            var s = await Http.GetStringAsync(u);
            return s;
            """);
    }

    [Fact]
    public async Task A_finally_that_closed_it_goes()
    {
        await IsShared("""
            var c = [|new HttpClient()|];
            try
            {
                return await c.GetStringAsync(u);
            }
            finally
            {
                c.Dispose();
            }
            """, "return await Http.GetStringAsync(u);");
    }

    [Fact]
    public async Task The_client_of_a_loop_is_shared()
    {
        await IsShared("""
            var s = "";
            foreach (var part in u.Segments)
            {
                using var c = [|new HttpClient()|];
                s += await c.GetStringAsync(part);
            }
            return s;
            """, """
            var s = "";
            foreach (var part in u.Segments)
            {
                s += await Http.GetStringAsync(part);
            }
            return s;
            """);
    }

    [Fact]
    public async Task What_is_set_for_every_call_goes_along()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            static class C
            {
                public static async Task<string> M(Uri u)
                {
                    using var c = [|new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) }|];
                    return await c.GetStringAsync(u);
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            static class C
            {
                private static readonly HttpClient Http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };

                public static async Task<string> M(Uri u)
                {
                    return await Http.GetStringAsync(u);
                }
            }
            """, Shared);
    }

    [Fact]
    public async Task Several_calls_share_one()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> A(Uri u)
                {
                    using var c = [|new HttpClient()|];
                    return await c.GetStringAsync(u);
                }

                async Task<string> B(Uri u)
                {
                    using (var c = [|new HttpClient()|])
                        return await c.GetStringAsync(u);
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

                async Task<string> A(Uri u)
                {
                    return await Http.GetStringAsync(u);
                }

                async Task<string> B(Uri u)
                {
                    return await Http.GetStringAsync(u);
                }
            }
            """, Shared);
    }

    [Fact]
    public async Task A_client_in_the_middle_of_an_expression_is_shared()
    {
        await IsShared("return await [|new HttpClient()|].GetStringAsync(u);", "return await Http.GetStringAsync(u);");
    }

    [Theory]
    [InlineData("using var c = [|new HttpClient { BaseAddress = u }|];\nreturn await c.GetStringAsync(\"\");")]
    [InlineData("using var c = [|new HttpClient()|];\nc.BaseAddress = u;\nreturn await c.GetStringAsync(\"\");")]
    [InlineData("using var c = [|new HttpClient()|];\nc.DefaultRequestHeaders.Add(\"a\", \"b\");\nreturn await c.GetStringAsync(u);")]
    [InlineData("using var c = [|new HttpClient(new HttpClientHandler { MaxConnectionsPerServer = u.Port })|];\nreturn await c.GetStringAsync(\"\");")]
    [InlineData("using var c = [|new HttpClient()|];\nc.CancelPendingRequests();\nreturn await c.GetStringAsync(u);")]
    [InlineData("using var h = new HttpClientHandler();\nusing var c = [|new HttpClient(h)|];\nreturn await c.GetStringAsync(u);")]
    public async Task A_client_that_is_the_call_s_own_is_left(string statements)
    {
        await IsLeft(statements);
    }

    [Fact]
    public async Task A_client_of_a_factory_is_left()
    {
        await IsLeft("using var c = [|Make()|];\nreturn await c.GetStringAsync(u);", members: "HttpClient Make() => new HttpClient();");
    }
}
