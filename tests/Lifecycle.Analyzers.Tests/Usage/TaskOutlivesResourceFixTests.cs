using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed partial class TaskOutlivesResourceFixTests
{
    private const string Id = "LIFE501";
    private const string Await = "LIFE501.AwaitBeforeClosing";

    [Fact]
    public async Task The_value_of_a_returned_task_is_awaited()
    {
        await Fix(
            """
            public Task<string> M(Uri u)
                {
                    using var c = new HttpClient();
                    return [|c.GetStringAsync(u)|];
                }
            """,
            """
            public async Task<string> M(Uri u)
                {
                    using var c = new HttpClient();
                    return await c.GetStringAsync(u);
                }
            """);
    }

    [Fact]
    public async Task A_task_without_a_value_is_awaited_at_the_end()
    {
        await Fix(
            """
            Task M(Uri u)
                {
                    using (var c = new HttpClient())
                    {
                        // Ask.
                        return [|c.GetStringAsync(u)|]; // It is short.
                    }
                }
            """,
            """
            async Task M(Uri u)
                {
                    using (var c = new HttpClient())
                    {
                        // Ask.
                        await c.GetStringAsync(u); // It is short.
                    }
                }
            """);
    }

    [Fact]
    public async Task Other_returns_of_the_function_go_along()
    {
        await Fix(
            """
            public static Task M(Uri u)
                {
                    if (u is null)
                        return Task.CompletedTask;

                    if (u.IsFile)
                        return Task.Delay(1);

                    using var c = new HttpClient();
                    if (u.IsLoopback)
                    {
                        return [|c.GetStringAsync(u)|];
                    }

                    return Task.CompletedTask;
                }
            """,
            """
            public static async Task M(Uri u)
                {
                    if (u is null)
                        return;

                    if (u.IsFile)
                    {
                        await Task.Delay(1);
                        return;
                    }

                    using var c = new HttpClient();
                    if (u.IsLoopback)
                    {
                        await c.GetStringAsync(u);
                        return;
                    }
                }
            """);
    }

    [Fact]
    public async Task Values_that_are_there_are_returned_as_they_are()
    {
        await Fix(
            """
            protected ValueTask<string> M(Uri u)
                {
                    if (u is null)
                        return new ValueTask<string>("");

                    if (u.IsFile)
                        return ValueTask.FromResult(u.LocalPath);

                    if (u.IsLoopback)
                        throw new ArgumentException();

                    using var c = new HttpClient();
                    return [|new ValueTask<string>(c.GetStringAsync(u))|];
                }
            """,
            """
            protected async ValueTask<string> M(Uri u)
                {
                    if (u is null)
                        return "";

                    if (u.IsFile)
                        return u.LocalPath;

                    if (u.IsLoopback)
                        throw new ArgumentException();

                    using var c = new HttpClient();
                    return await c.GetStringAsync(u);
                }
            """);
    }

    [Theory]
    [InlineData("return u is null ? Task.FromResult(\"\") : [|c.GetStringAsync(u)|];", "return await (u is null ? Task.FromResult(\"\") : c.GetStringAsync(u));")]
    [InlineData("return u.IsFile switch { true => [|c.GetStringAsync(u)|], _ => Task.FromResult(\"\") };", "return await (u.IsFile switch { true => c.GetStringAsync(u), _ => Task.FromResult(\"\") });")]
    [InlineData("var t = c.GetStringAsync(u); return [|t|];", "var t = c.GetStringAsync(u); return await t;")]
    [InlineData("return [|c.GetStringAsync(u)|]!;", "return await (c.GetStringAsync(u)!);")]
    [InlineData("return [|c.GetStringAsync(u).ContinueWith(t => t.Result)|];", "return await c.GetStringAsync(u).ContinueWith(t => t.Result);")]
    [InlineData("_ = [|c.GetStringAsync(u)|]; return Task.FromResult(\"\");", "await c.GetStringAsync(u); return \"\";")]
    [InlineData("[|c.GetStringAsync(u)|]; return Task.FromResult(\"\");", "await c.GetStringAsync(u); return \"\";")]
    public async Task The_whole_expression_is_awaited(string before, string after)
    {
        await Fix(
            "Task<string> M(Uri u) { using var c = new HttpClient(); " + before + " }",
            "async Task<string> M(Uri u) { using var c = new HttpClient(); " + after + " }");
    }

    [Fact]
    public async Task A_dropped_task_of_an_async_function_is_awaited()
    {
        await Fix(
            "async Task M(Uri u) { await Task.Yield(); using var c = new HttpClient(); _ = [|c.GetStringAsync(u)|]; }",
            "async Task M(Uri u) { await Task.Yield(); using var c = new HttpClient(); await c.GetStringAsync(u); }");
    }

    [Theory]
    [InlineData("Task<string> L() { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; } return L();", "async Task<string> L() { using var c = new HttpClient(); return await c.GetStringAsync(u); } return L();")]
    [InlineData("static Task<string> L(Uri v) { using var c = new HttpClient(); return [|c.GetStringAsync(v)|]; } return L(u);", "static async Task<string> L(Uri v) { using var c = new HttpClient(); return await c.GetStringAsync(v); } return L(u);")]
    [InlineData("Func<Uri, Task<string>> f = v => { using var c = new HttpClient(); return [|c.GetStringAsync(v)|]; }; return f(u);", "Func<Uri, Task<string>> f = async v => { using var c = new HttpClient(); return await c.GetStringAsync(v); }; return f(u);")]
    [InlineData("Func<Task<string>> f = () => { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }; return f();", "Func<Task<string>> f = async () => { using var c = new HttpClient(); return await c.GetStringAsync(u); }; return f();")]
    [InlineData("Func<Uri, Task<string>> f = static v => { using var c = new HttpClient(); return [|c.GetStringAsync(v)|]; }; return f(u);", "Func<Uri, Task<string>> f = static async v => { using var c = new HttpClient(); return await c.GetStringAsync(v); }; return f(u);")]
    [InlineData("Func<Task<string>> f = delegate { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }; return f();", "Func<Task<string>> f = async delegate { using var c = new HttpClient(); return await c.GetStringAsync(u); }; return f();")]
    public async Task The_function_around_the_task_awaits_it(string before, string after)
    {
        await Fix("Task<string> M(Uri u) { " + before + " }", "Task<string> M(Uri u) { " + after + " }");
    }

    [Fact]
    public async Task The_manner_of_the_file_is_followed()
    {
        await Verify.Fix(
            Id,
            """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task N() => await Task.Delay(1).ConfigureAwait(false);

                Task<string> M(Uri u)
                {
                    using var c = new HttpClient();
                    return [|c.GetStringAsync(u)|];
                }
            }
            """,
            """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;

            class C
            {
                async Task N() => await Task.Delay(1).ConfigureAwait(false);

                async Task<string> M(Uri u)
                {
                    using var c = new HttpClient();
                    return await c.GetStringAsync(u).ConfigureAwait(false);
                }
            }
            """,
            Await);
    }

    [Fact]
    public async Task Every_task_of_a_file_is_awaited()
    {
        await Fix(
            """
            Task<string> M(Uri u) { using var c = new HttpClient(); if (u.IsFile) return [|c.GetStringAsync(u)|]; return [|c.GetStringAsync("")|]; }
            [Obsolete] Task N(Uri u) { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }
            """,
            """
            async Task<string> M(Uri u) { using var c = new HttpClient(); if (u.IsFile) return await c.GetStringAsync(u); return await c.GetStringAsync(""); }
            [Obsolete] async Task N(Uri u) { using var c = new HttpClient(); await c.GetStringAsync(u); }
            """);
    }

    [Theory]
    [InlineData("Task<string> M(ref Uri u) { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    [InlineData("Task<string> M(Uri u, out int n) { n = 1; using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    [InlineData("Task<string> M(Span<char> s) { using var c = new HttpClient(); return [|c.GetStringAsync(s.ToString())|]; }")]
    [InlineData("Task<string> M() { Span<char> s = stackalloc char[1]; using var c = new HttpClient(); return [|c.GetStringAsync(s.ToString())|]; }")]
    [InlineData("unsafe Task<string> M(Uri u) { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    [InlineData("Task<string> M(Uri u) { using var c = new HttpClient(); lock (this) return [|c.GetStringAsync(u)|]; }")]
    [InlineData("Task<string> M(Uri u) { lock (this) { if (u.IsFile) return Task.Run(() => \"\"); } using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    [InlineData("Task<string>? M(Uri u) { if (u.IsFile) return null; using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    [InlineData("void M(Uri u) { using var c = new HttpClient(); _ = [|c.GetStringAsync(u)|]; }")]
    [InlineData("object M(Uri u) { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    [InlineData("IEnumerable<Task> M(Uri u) { using (var c = new HttpClient()) { _ = [|c.GetStringAsync(u)|]; } yield break; }")]
    [InlineData("Task<string> P { get { using var c = new HttpClient(); return [|c.GetStringAsync(\"\")|]; } }")]
    [InlineData("async Task M(Uri u) { Task t; using (var c = new HttpClient()) { t = [|c.GetStringAsync(u)|]; } await t; }")]
    [InlineData("Task? _t; void M(Uri u) { using var c = new HttpClient(); _t = [|c.GetStringAsync(u)|]; }")]
    [InlineData("IAsyncEnumerable<int> M(Uri u) { using var c = new HttpClient(); return [|N(c)|]; } static async IAsyncEnumerable<int> N(object o) { await Task.Yield(); yield return 1; }")]
    [InlineData("[MethodImpl(MethodImplOptions.Synchronized)] Task<string> M(Uri u) { using var c = new HttpClient(); return [|c.GetStringAsync(u)|]; }")]
    public async Task Nothing_is_offered_where_nothing_can_be_awaited(string member)
    {
        await Verify.Fix(Id, Class(member), Class(member), Await, test => test.NumberOfIncrementalIterations = 0);
    }

    [Fact]
    public async Task Old_code_is_mended_in_its_own_language()
    {
        await Verify.Fix(
            Id,
            "using System.IO; using System.Threading.Tasks; class C { async Task N() { await Task.Delay(1); } Task M(Stream t) { using (var s = File.OpenRead(\"a\")) return [|s.CopyToAsync(t)|]; } }",
            "using System.IO; using System.Threading.Tasks; class C { async Task N() { await Task.Delay(1); } async Task M(Stream t) { using (var s = File.OpenRead(\"a\")) await s.CopyToAsync(t); } }",
            Await,
            test =>
            {
                test.ReferenceAssemblies = TestTargets.NetFramework472;
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable;
            });
    }

    private static Task Fix(string before, string after)
    {
        return Verify.Fix(Id, Class(before), Class(after), Await);
    }

    private static string Class(string members)
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Runtime.CompilerServices;
            using System.Threading.Tasks;

            #pragma warning disable CS1998, CS4014

            class C
            {
                {{members}}

                async Task Manner() { await Task.Yield(); }
            }
            """;
    }
}
