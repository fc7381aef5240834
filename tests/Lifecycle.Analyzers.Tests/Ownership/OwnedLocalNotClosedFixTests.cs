using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedLocalNotClosedFixTests
{
    private const string Id = "LIFE302";
    private const string Shared = "LIFE302.UseSharedClient";
    private const string Using = "LIFE302.AddUsing";
    private const string AwaitUsing = "LIFE302.AddAwaitUsing";
    private const string Finally = "LIFE302.CloseInFinally";

    /// <summary>A type of its own that can only be closed asynchronously, or both ways.</summary>
    private const string AsyncClients = """

        public class AsyncOnly : HttpClientOwner, IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
        }

        public class HttpClientOwner
        {
            public Task<string> GetAsync() => Task.FromResult("");
        }
        """;

    [Fact]
    public async Task One_client_is_shared_by_all_calls()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            public static class Health
            {
                public static async Task<bool> IsUpAsync(Uri address)
                {
                    // Ask once.
                    var [|http|] = new HttpClient();
                    using var response = await http.GetAsync(address);
                    return response.IsSuccessStatusCode;
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            public static class Health
            {
                private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

                public static async Task<bool> IsUpAsync(Uri address)
                {
                    // Ask once.
                    using var response = await Http.GetAsync(address);
                    return response.IsSuccessStatusCode;
                }
            }
            """, Shared);
    }

    [Fact]
    public async Task All_calls_of_a_type_share_one_field()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class A
            {
                private static readonly object s_lock = new();
                private int _count;

                async Task<string> One(Uri u)
                {
                    var [|a|] = new HttpClient();
                    return await a.GetStringAsync(u);
                }

                async Task<string> Two(Uri u)
                {
                    HttpClient [|b|] = new();
                    return await b.GetStringAsync(u) + _count;
                }
            }

            class B
            {
                async Task<string> One(Uri u)
                {
                    var [|a|] = new HttpClient();
                    return await a.GetStringAsync(u);
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class A
            {
                private static readonly object s_lock = new();
                private static readonly HttpClient s_http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
                private int _count;

                async Task<string> One(Uri u)
                {
                    return await s_http.GetStringAsync(u);
                }

                async Task<string> Two(Uri u)
                {
                    return await s_http.GetStringAsync(u) + _count;
                }
            }

            class B
            {
                private static readonly HttpClient s_http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

                async Task<string> One(Uri u)
                {
                    return await s_http.GetStringAsync(u);
                }
            }
            """, Shared);
    }

    [Fact]
    public async Task A_shared_client_keeps_what_the_call_gave_it_at_its_creation()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                Task<string> M(Uri u)
                {
                    var [|c|] = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
                    return c.GetStringAsync(u);
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                private static readonly HttpClient Http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };

                Task<string> M(Uri u)
                {
                    return Http.GetStringAsync(u);
                }
            }
            """, Shared);
    }

    [Fact]
    public async Task A_target_without_the_newer_handler_gets_a_plain_client()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                Task<string> M(string u)
                {
                    var [|c|] = new HttpClient();
                    return c.GetStringAsync(u);
                }
            }
            """, """
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                private static readonly HttpClient Http = new HttpClient();

                Task<string> M(string u)
                {
                    return Http.GetStringAsync(u);
                }
            }
            """, Shared, test =>
            {
                test.ReferenceAssemblies = TestTargets.NetStandard20;
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Theory]
    [InlineData("var [|c|] = new HttpClient(); c.Timeout = TimeSpan.Zero; return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(); c.DefaultRequestHeaders.Add(\"a\", t); return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient { BaseAddress = u }; return await c.GetStringAsync(t);")]
    [InlineData("var [|c|] = new HttpClient(new HttpClientHandler { UseProxy = b }); return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient { Timeout = _timeout }; return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient { Timeout = s_timeout }; return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient { Timeout = Wait() }; return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(); Set(c, t); return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(); c.CancelPendingRequests(); return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(); if (b) { c.Dispose(); return t; } return await c.GetStringAsync(u);")]
    [InlineData("var h = new SocketsHttpHandler(); var [|c|] = new HttpClient(h); return await c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new System.Net.WebSockets.ClientWebSocket(); await c.ConnectAsync(u, default); return t;")]
    public async Task A_client_that_differs_from_call_to_call_is_not_shared(string statements)
    {
        var source = $$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                static readonly TimeSpan s_timeout = TimeSpan.Zero;
                readonly TimeSpan _timeout = TimeSpan.Zero;

                async Task<string> M(Uri u, string t, bool b)
                {
                    {{statements}}
                }

                static void Set(HttpClient c, string t) => c.DefaultRequestHeaders.Add("a", t);

                static TimeSpan Wait() => TimeSpan.Zero;
            }
            """;
        await Verify.Fix(Id, source, source, Shared);
    }

    [Fact]
    public async Task A_local_is_closed_at_the_end_of_its_scope()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u)
                {
                    // One request.
                    var [|c|] = new HttpClient { BaseAddress = u }; // here
                    return await c.GetStringAsync("/");
                }

                void N(Uri u)
                {
                    foreach (var i in new[] { 1, 2 })
                    {
                        HttpClient [|c|] = new() { BaseAddress = u };
                        c.GetStringAsync("/").Wait();
                    }
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
                    // One request.
                    using var c = new HttpClient { BaseAddress = u }; // here
                    return await c.GetStringAsync("/");
                }

                void N(Uri u)
                {
                    foreach (var i in new[] { 1, 2 })
                    {
                        using HttpClient c = new() { BaseAddress = u };
                        c.GetStringAsync("/").Wait();
                    }
                }
            }
            """, Using);
    }

    [Fact]
    public async Task An_old_language_gets_a_using_statement()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u)
                {
                    var t = "";

                    // One request.
                    var [|c|] = new HttpClient { BaseAddress = u }; // here

                    var s = await c.GetStringAsync(t);
                    // Done.
                    return s + t;
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
                    var t = "";

                    // One request.
                    using (var c = new HttpClient { BaseAddress = u }) // here
                    {
                        var s = await c.GetStringAsync(t);
                        // Done.
                        return s + t;
                    }
                }
            }
            """, Using, test =>
            {
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public async Task Top_level_statements_get_a_using_and_no_field()
    {
        const string Source = """
            using System;
            using System.Net.Http;

            var [|http|] = new HttpClient();
            Console.WriteLine(await http.GetStringAsync("http://x"));
            """;
        await Verify.Fix(Id, Source, Source, Shared, test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
        await Verify.Fix(Id, Source, """
            using System;
            using System.Net.Http;

            using var http = new HttpClient();
            Console.WriteLine(await http.GetStringAsync("http://x"));
            """, Using, test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
    }

    [Fact]
    public async Task A_close_on_some_paths_gives_way_to_the_using()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u, bool b)
                {
                    var [|c|] = new HttpClient();
                    if (b)
                        return await c.GetStringAsync(u);

                    var s = await c.GetStringAsync("/");
                    c.Dispose();
                    return s;
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M(Uri u, bool b)
                {
                    using var c = new HttpClient();
                    if (b)
                        return await c.GetStringAsync(u);

                    var s = await c.GetStringAsync("/");
                    return s;
                }
            }
            """, Using);
    }

    [Theory]
    [InlineData("Task<string>", "var [|c|] = new HttpClient { BaseAddress = u }; return c.GetStringAsync(\"/\");")]
    [InlineData("Task<string>", "var [|c|] = new HttpClient { BaseAddress = u }; var t = c.GetStringAsync(\"/\"); return t;")]
    [InlineData("async Task<string>", "var [|c|] = new HttpClient { BaseAddress = u }; _ = c.GetStringAsync(\"/\"); return await Task.FromResult(\"\");")]
    [InlineData("HttpClient?", "var [|c|] = new HttpClient { BaseAddress = u }; if (b) return c; return null;")]
    [InlineData("void", "var [|c|] = b ? new HttpClient() : given; c.GetStringAsync(u).Wait();")]
    [InlineData("void", "switch (b) { case true: var [|c|] = new HttpClient(); c.GetStringAsync(u).Wait(); break; }")]
    [InlineData("void", "var [|c|] = new HttpClient(); c.GetStringAsync(u).Wait(); goto End; End: return;")]
    public async Task A_using_that_would_close_too_early_is_not_offered(string result, string statements)
    {
        var source = $$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                {{result}} M(Uri u, bool b, HttpClient given)
                {
                    {{statements}}
                }
            }
            """;
        await Verify.Fix(Id, source, source, Using);
    }

    [Fact]
    public async Task Tasks_that_are_awaited_later_do_not_hinder_the_using()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task M(Uri u)
                {
                    var [|c|] = new HttpClient { BaseAddress = u };
                    var one = c.GetStringAsync("/1");
                    var two = c.GetStringAsync("/2");
                    await Task.WhenAll(one, two);
                    await (await c.GetAsync("/3").ConfigureAwait(false)).Content.ReadAsStringAsync();
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task M(Uri u)
                {
                    using var c = new HttpClient { BaseAddress = u };
                    var one = c.GetStringAsync("/1");
                    var two = c.GetStringAsync("/2");
                    await Task.WhenAll(one, two);
                    await (await c.GetAsync("/3").ConfigureAwait(false)).Content.ReadAsStringAsync();
                }
            }
            """, Using);
    }

    [Fact]
    public async Task A_client_that_is_closed_asynchronously_gets_an_await_using()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M()
                {
                    var [|c|] = new AsyncOnly();
                    return await c.GetAsync();
                }
            }
            """ + AsyncClients.Replace("using System;", ""), """
            using System;
            using System.Threading.Tasks;

            class C
            {
                async Task<string> M()
                {
                    await using var c = new AsyncOnly();
                    return await c.GetAsync();
                }
            }
            """ + AsyncClients, AwaitUsing, test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nlifecycle.http_client_types = AsyncOnly")));
    }

    [Fact]
    public async Task A_local_that_gets_its_client_later_is_closed_in_finally()
    {
        await Verify.Fix(Id, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string?> M(Uri u, bool b)
                {
                    HttpClient? c = null;
                    if (b)
                        [|c|] = new HttpClient();

                    return c is null ? null : await c.GetStringAsync(u);
                }

                string N(Uri u)
                {
                    HttpClient c;

                    [|c|] = new HttpClient();
                    return c.GetStringAsync(u).Result;
                }
            }
            """, """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task<string?> M(Uri u, bool b)
                {
                    HttpClient? c = null;
                    try
                    {
                        if (b)
                            c = new HttpClient();

                        return c is null ? null : await c.GetStringAsync(u);
                    }
                    finally
                    {
                        c?.Dispose();
                    }
                }

                string N(Uri u)
                {
                    HttpClient? c = null;
                    try
                    {
                        c = new HttpClient();
                        return c.GetStringAsync(u).Result;
                    }
                    finally
                    {
                        c?.Dispose();
                    }
                }
            }
            """, Finally);
    }

    [Theory]
    [InlineData("HttpClient c; if (b) c = given; else [|c|] = new HttpClient(); c.GetStringAsync(u).Wait();")]
    [InlineData("HttpClient c = given; if (b) [|c|] = new HttpClient(); c.GetStringAsync(u).Wait();")]
    [InlineData("HttpClient? c = null; while (b) { [|c|] = new HttpClient(); c.GetStringAsync(u).Wait(); }")]
    public async Task A_local_that_may_hold_another_client_is_left_alone(string statements)
    {
        var source = $$"""
            using System;
            using System.Net.Http;

            class C
            {
                void M(Uri u, bool b, HttpClient given)
                {
                    {{statements}}
                }
            }
            """;
        await Verify.Fix(Id, source, source, Finally);
    }
}
