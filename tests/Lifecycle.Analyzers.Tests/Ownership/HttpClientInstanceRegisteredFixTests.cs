using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class HttpClientInstanceRegisteredFixTests
{
    private const string Id = "LIFE307";
    private const string Factory = "LIFE307.RegisterFactory";

    private static async Task Becomes(string statements, string fixedStatements, string members = "", Action<LifecycleTest>? configure = null)
    {
        await Verify.Fix(Id, Source(statements, members), Source(fixedStatements, members), Factory, test =>
        {
            test.ReferenceAssemblies = TestTargets.Net10WithContainer;
            configure?.Invoke(test);
        });
    }

    private static string Source(string statements, string members)
    {
        return HttpClientInstanceRegisteredTests.Body(string.Join("\n", statements.Split('\n').Select((line, index) => index == 0 || line.Length == 0 ? line : "        " + line)), members);
    }

    [Theory]
    [InlineData("services.AddSingleton([|new HttpClient()|]);", "services.AddSingleton(_ => new HttpClient());")]
    [InlineData("services.AddSingleton<IDisposable>([|new HttpClient { BaseAddress = u }|]);", "services.AddSingleton<IDisposable>(_ => new HttpClient { BaseAddress = u });")]
    [InlineData("services.AddSingleton(typeof(HttpClient), [|new HttpClient()|]);", "services.AddSingleton(typeof(HttpClient), _ => new HttpClient());")]
    [InlineData("services.AddKeyedSingleton(\"a\", [|new HttpClient()|]);", "services.AddKeyedSingleton(\"a\", (_, _) => new HttpClient());")]
    [InlineData("services.AddKeyedSingleton(typeof(HttpClient), \"a\", [|new HttpClient()|]);", "services.AddKeyedSingleton(typeof(HttpClient), \"a\", (_, _) => new HttpClient());")]
    [InlineData("services.TryAddSingleton([|new HttpClient()|]);", "services.TryAddSingleton(_ => new HttpClient());")]
    [InlineData("services.TryAddKeyedSingleton(\"a\", [|new HttpClient()|]);", "services.TryAddKeyedSingleton(\"a\", (_, _) => new HttpClient());")]
    [InlineData("services.Add(ServiceDescriptor.Singleton([|new HttpClient()|]));", "services.Add(ServiceDescriptor.Singleton(_ => new HttpClient()));")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<IDisposable>([|new HttpClient()|]));", "services.Add(ServiceDescriptor.Singleton<IDisposable>(_ => new HttpClient()));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(HttpClient), [|new HttpClient()|]));", "services.Add(new ServiceDescriptor(typeof(HttpClient), _ => new HttpClient(), ServiceLifetime.Singleton));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(HttpClient), \"a\", [|new HttpClient()|]));", "services.Add(new ServiceDescriptor(typeof(HttpClient), \"a\", (_, _) => new HttpClient(), ServiceLifetime.Singleton));")]
    [InlineData("services.AddSingleton([|new HttpClient()|]).AddSingleton(u);", "services.AddSingleton(_ => new HttpClient()).AddSingleton(u);")]
    [InlineData("services.AddSingleton([|new HttpClient()|]); services.TryAddSingleton<HttpMessageHandler>([|new SocketsHttpHandler()|]);", "services.AddSingleton(_ => new HttpClient()); services.TryAddSingleton<HttpMessageHandler>(_ => new SocketsHttpHandler());")]
    public async Task Each_form_gets_a_factory(string statements, string fixedStatements)
    {
        await Becomes(statements, fixedStatements);
    }

    [Fact]
    public async Task A_factory_of_the_source_is_called_by_the_container()
    {
        await Becomes("services.AddSingleton([|Make(u)|]);", "services.AddSingleton(_ => Make(u));", "static HttpClient Make(Uri u) => new HttpClient { BaseAddress = u };");
    }

    [Fact]
    public async Task A_type_that_holds_a_client_is_made_by_the_container()
    {
        await Becomes(
            "services.AddSingleton<IDisposable>([|new Api()|]);",
            "services.AddSingleton<IDisposable>(_ => new Api());",
            "sealed class Api : IDisposable { readonly HttpClient _http = new(); public void Dispose() => _http.Dispose(); }");
    }

    [Fact]
    public async Task The_value_of_a_local_goes_into_the_factory()
    {
        await Becomes("""
            // One for all.
            var http = new HttpClient();
            services.AddSingleton([|http|]);
            """, """
            services.AddSingleton(_ => new HttpClient());
            """.Insert(0, "// One for all.\n"));
    }

    [Fact]
    public async Task What_sets_the_local_up_goes_along()
    {
        await Becomes("""
            var name = u.Host;
            var http = new HttpClient { BaseAddress = u };
            http.DefaultRequestHeaders.Add("From", name);
            http.Timeout = TimeSpan.FromSeconds(5);
            services.AddSingleton<IDisposable>([|http|]);
            """, """
            var name = u.Host;
            services.AddSingleton<IDisposable>(_ =>
            {
                var http = new HttpClient { BaseAddress = u };
                http.DefaultRequestHeaders.Add("From", name);
                http.Timeout = TimeSpan.FromSeconds(5);
                return http;
            });
            """);
    }

    [Fact]
    public async Task A_local_of_another_type_keeps_it()
    {
        await Becomes("""
            HttpMessageInvoker http = new HttpClient();
            services.AddSingleton([|http|]);
            """, """
            services.AddSingleton(_ =>
            {
                HttpMessageInvoker http = new HttpClient();
                return http;
            });
            """);
    }

    [Theory]
    [InlineData("var c = new HttpClient(); services.AddSingleton([|c|]); c.Timeout = TimeSpan.Zero;")]
    [InlineData("var c = new HttpClient(); services.AddSingleton([|c|]).AddSingleton<IDisposable>([|c|]);")]
    [InlineData("HttpClient c; c = new HttpClient(); services.AddSingleton([|c|]);")]
    [InlineData("var c = new HttpClient(); if (u.IsFile) c.Timeout = TimeSpan.Zero; services.AddSingleton([|c|]);")]
    [InlineData("var a = u; services.AddSingleton([|new HttpClient { BaseAddress = a }|]); a = null;")]
    [InlineData("services.AddSingleton([|new HttpClient { BaseAddress = u }|]); u = null!;")]
    [InlineData("using var h = new SocketsHttpHandler(); services.AddSingleton([|new HttpClient(h)|]);")]
    [InlineData("services.AddSingleton([|new HttpClient { BaseAddress = Uri.TryCreate(\"\", UriKind.Absolute, out var a) ? a : u }|]);")]
    [InlineData("services.AddSingleton(implementationInstance: [|new HttpClient()|]);")]
    public async Task What_is_not_the_same_later_is_left(string statements)
    {
        await Becomes(statements, statements);
    }

    [Fact]
    public async Task An_old_language_gets_names()
    {
        await Becomes(
            "services.AddKeyedSingleton(\"a\", [|new HttpClient()|]);",
            "services.AddKeyedSingleton(\"a\", (provider, key) => new HttpClient());",
            configure: test => test.LanguageVersion = LanguageVersion.CSharp8);
    }

    [Fact]
    public async Task Top_level_statements_are_mended()
    {
        await Verify.Fix(Id, """
            using System.Net.Http;
            using Microsoft.Extensions.DependencyInjection;

            IServiceCollection services = null!;
            var http = new HttpClient();
            http.DefaultRequestHeaders.Add("a", "b");
            services.AddSingleton([|http|]);
            """, """
            using System.Net.Http;
            using Microsoft.Extensions.DependencyInjection;

            IServiceCollection services = null!;
            services.AddSingleton(_ =>
            {
                var http = new HttpClient();
                http.DefaultRequestHeaders.Add("a", "b");
                return http;
            });
            """, Factory, test =>
            {
                test.ReferenceAssemblies = TestTargets.Net10WithContainer;
                test.TestState.OutputKind = OutputKind.ConsoleApplication;
            });
    }
}
