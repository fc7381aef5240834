using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class HttpClientPerCallTests
{
    private static async Task InProgram(string source)
    {
        await Verify.Rule(Id, Usings + source, test => test.TestState.OutputKind = OutputKind.ConsoleApplication);
    }

    [Theory]
    [InlineData("using var c = new HttpClient(); await c.GetStringAsync(\"\");")]
    [InlineData("var c = new HttpClient(); await c.GetStringAsync(\"\");")]
    [InlineData("await Run(); async Task Run() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); }")]
    [InlineData("await Task.Run(async () => { using var c = new HttpClient(); await c.GetStringAsync(\"\"); });")]
    [InlineData("foreach (var a in args) { using var c = [|new HttpClient()|]; await c.GetStringAsync(a); }")]
    [InlineData("foreach (var a in args) await Run(a); async Task Run(string a) { using var c = [|new HttpClient()|]; await c.GetStringAsync(a); }")]
    [InlineData("await Run(\"a\"); await Run(\"b\"); async Task Run(string a) { using var c = [|new HttpClient()|]; await c.GetStringAsync(a); }")]
    [InlineData("await Task.WhenAll(args.Select(Run)); async Task Run(string a) { using var c = [|new HttpClient()|]; await c.GetStringAsync(a); }")]
    [InlineData("var h = new SocketsHttpHandler(); foreach (var a in args) { using var c = new HttpClient(h, false); await c.GetStringAsync(a); }")]
    public async Task The_statements_of_a_program_run_once(string statements)
    {
        await InProgram(statements);
    }

    [Theory]
    [InlineData("class P { static async Task Main() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class P { static Task Main() => Run(); static async Task Run() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class P { static Task Main() => new App().Run(); } class App { public async Task Run() => await Load(); async Task Load() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class P { static async Task Main() { await Run(); await Run(); } static async Task Run() { using var c = [|new HttpClient()|]; await c.GetStringAsync(\"\"); } }")]
    [InlineData("class P { static async Task Main() { while (true) await Run(); } static async Task Run() { using var c = [|new HttpClient()|]; await c.GetStringAsync(\"\"); } }")]
    [InlineData("class P { static void Main() { } static async Task Run() { using var c = [|new HttpClient()|]; await c.GetStringAsync(\"\"); } }")]
    [InlineData("class P { static void Main() { } static async Task Run() { using var c = [|new HttpClient()|]; await c.GetStringAsync(\"\"); await Run(); } }")]
    public async Task What_the_entry_point_calls_once_runs_once(string source)
    {
        await InProgram(source);
    }

    [Fact]
    public async Task A_static_constructor_and_a_static_initializer_run_once()
    {
        await Verify.Rule(Id, Body("", "static string S = new HttpClient().GetStringAsync(\"\").Result; static C() { using var c = new HttpClient(); c.GetStringAsync(\"\").Wait(); }"));
    }

    [Fact]
    public async Task A_hosted_service_starts_once()
    {
        await Verify.Rule(Id, Usings + """
            using Microsoft.Extensions.Hosting;

            class A : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken t)
                {
                    using var c = new HttpClient();
                    while (!t.IsCancellationRequested)
                    {
                        await c.GetStringAsync("");
                        using var d = [|new HttpClient()|];
                        await d.GetStringAsync("");
                    }
                }

                async Task Other() { using var c = [|new HttpClient()|]; await c.GetStringAsync(""); }
            }

            namespace Microsoft.Extensions.Hosting
            {
                public interface IHostedService { Task StartAsync(CancellationToken t); Task StopAsync(CancellationToken t); }

                public abstract class BackgroundService : IHostedService
                {
                    public Task StartAsync(CancellationToken t) => ExecuteAsync(t);
                    public Task StopAsync(CancellationToken t) => Task.CompletedTask;
                    protected abstract Task ExecuteAsync(CancellationToken t);
                }
            }
            """);
    }

    [Fact]
    public async Task An_endpoint_runs_for_each_request()
    {
        await InProgram("""
            using Microsoft.AspNetCore.Builder;

            new App().MapGet("/", async () => { using var c = [|new HttpClient()|]; return await c.GetStringAsync(""); });

            namespace Microsoft.AspNetCore.Builder
            {
                public class App { }
                public static class EndpointRouteBuilderExtensions { public static void MapGet(this App app, string pattern, Delegate handler) { } }
            }
            """);
    }

    [Theory]
    [InlineData("class T { [Xunit.Fact] public async Task A() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class T { [Xunit.Fact] public void A() { } async Task B() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class T { [Theory] public void A() { } class N { async Task B() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } } }")]
    [InlineData("class B { [Xunit.Fact] public void A() { } } class T : B { async Task M() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class T : Xunit.IAsyncLifetime { public async Task InitializeAsync() { using var c = new HttpClient(); await c.GetStringAsync(\"\"); } }")]
    [InlineData("class T { async Task M() { using var c = [|new HttpClient()|]; await c.GetStringAsync(\"\"); } }")]
    public async Task A_test_makes_its_own(string source)
    {
        await Verify.Rule(Id, Usings + source + """

            class TheoryAttribute : Xunit.FactAttribute { }
            namespace Xunit { class FactAttribute : Attribute { } interface IAsyncLifetime { Task InitializeAsync(); } }
            """);
    }

    [Fact]
    public async Task Old_targets_and_languages_are_looked_at()
    {
        await Verify.Rule(
            Id,
            "class C { async System.Threading.Tasks.Task M() { using (var c = [|new System.Net.Http.HttpClient()|]) { await c.GetStringAsync(\"\"); } } }",
            test =>
            {
                test.ReferenceAssemblies = TestTargets.NetStandard20;
                test.LanguageVersion = LanguageVersion.CSharp7_3;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Fact]
    public async Task A_leak_is_reported_as_a_leak_alone()
    {
        await LeakAndPerCall(Body("var {|LIFE302:c|} = new HttpClient(); await c.GetStringAsync(u); await {|LIFE303:new HttpClient()|}.GetStringAsync(u); using var d = {|LIFE306:new HttpClient()|}; await d.GetStringAsync(u);"));
    }

    [Fact]
    public async Task Where_leaks_are_not_looked_for_a_leak_is_one_client_per_call_all_the_same()
    {
        await Verify.Rule(Id, Body("var c = [|new HttpClient()|]; await c.GetStringAsync(u); await [|new HttpClient()|].GetStringAsync(u);"));
    }

    private static async Task LeakAndPerCall(string source)
    {
        var test = new LifecycleTest(Id, "LIFE302", "LIFE303") { TestCode = source };
        await test.RunAsync();
    }
}
