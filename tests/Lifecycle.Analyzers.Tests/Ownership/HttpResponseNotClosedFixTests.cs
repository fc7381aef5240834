using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class HttpResponseNotClosedFixTests
{
    private const string Id = "LIFE308";
    private const string Add = "LIFE308.AddUsing";

    [Fact]
    public async Task Responses_are_closed_at_the_end_of_their_scope()
    {
        await Verify.Fix(
            Id,
            Body("""
                var [|first|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        var [|second|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        return first.ReasonPhrase + second.ReasonPhrase;
                """),
            Body("""
                using var first = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        using var second = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        return first.ReasonPhrase + second.ReasonPhrase;
                """),
            Add);
    }

    [Fact]
    public async Task A_close_on_some_paths_gives_way()
    {
        await Verify.Fix(
            Id,
            Body("""
                var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        if (!r.IsSuccessStatusCode)
                            return null;

                        r.Dispose();
                        return "";
                """),
            Body("""
                using var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        if (!r.IsSuccessStatusCode)
                            return null;
                        return "";
                """),
            Add);
    }

    [Fact]
    public async Task Old_language_versions_get_the_statement()
    {
        await Verify.Fix(
            Id,
            Body("""
                var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead);
                        return r.ReasonPhrase;
                """),
            Body("""
                using (var r = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead))
                        {
                            return r.ReasonPhrase;
                        }
                """),
            Add,
            test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public async Task Fixed_code_closes_each_response_once()
    {
        const string Source = """
            using System;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Answer : HttpResponseMessage
            {
                public static int Made;
                public static int Closed;

                public Answer() => Made++;

                protected override void Dispose(bool disposing)
                {
                    Closed++;
                    base.Dispose(disposing);
                }
            }

            public sealed class Server : HttpMessageHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    return Task.FromResult<HttpResponseMessage>(new Answer { Content = new StringContent("hello") });
                }
            }

            public sealed class C
            {
                private static readonly HttpClient s_http = new(new Server());

                public static async Task<string> Read(bool early)
                {
                    {0}var [|first|] = await s_http.GetAsync("http://a", HttpCompletionOption.ResponseHeadersRead);
                    if (early)
                        return "";

                    {0}var [|second|] = await s_http.GetAsync("http://a", HttpCompletionOption.ResponseHeadersRead);
                    return first.ReasonPhrase + second.ReasonPhrase;
                }

                public static string Run()
                {
                    _ = Read(early: true).Result;
                    _ = Read(early: false).Result;
                    return $"{Answer.Made} made, {Answer.Closed} closed";
                }
            }
            """;
        var expected = Source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal).Replace("{0}", "using ", StringComparison.Ordinal);
        await Verify.Fix(Id, Source.Replace("{0}", "", StringComparison.Ordinal), expected, Add);
        Assert.Equal("3 made, 3 closed", FixedProgram.Run(expected));
    }

    [Theory]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); if (!r.IsSuccessStatusCode) return null; _kept = r; return null;")]
    [InlineData("return ([|await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead)|]).ReasonPhrase;")]
    [InlineData("var [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); while (!r.IsSuccessStatusCode) [|r|] = await c.GetAsync(u, HttpCompletionOption.ResponseHeadersRead); r.Dispose(); return null;")]
    public async Task What_is_given_away_or_has_no_name_is_left_alone(string statements)
    {
        await Verify.Fix(Id, Body(statements), Body(statements), Add);
    }

    private static string Body(string statements)
    {
        return $$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                private HttpResponseMessage _kept;

                async Task<string> M(HttpClient c, Uri u)
                {
                    {{statements}}
                }
            }
            """;
    }
}
