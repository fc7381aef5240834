using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed class HttpClientInstanceRegisteredTests
{
    private const string Id = "LIFE307";

    internal static string Body(string statements, string members = "")
    {
        return $$"""
            using System;
            using System.Net.Http;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.DependencyInjection.Extensions;

            static class C
            {
                static void M(IServiceCollection services, Uri u, HttpClient given, HttpMessageHandler handler)
                {
                    {{statements}}
                }

                {{members}}
            }
            """;
    }

    private static async Task Check(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members), test => test.ReferenceAssemblies = TestTargets.Net10WithContainer);
    }

    [Theory]
    [InlineData("services.AddSingleton([|new HttpClient()|]);")]
    [InlineData("services.AddSingleton<HttpClient>(implementationInstance: [|new()|]);")]
    [InlineData("services.AddSingleton<IDisposable>([|new HttpClient { BaseAddress = u }|]);")]
    [InlineData("services.AddSingleton(typeof(HttpClient), [|new HttpClient()|]);")]
    [InlineData("services.AddSingleton(implementationInstance: [|new HttpClient()|]);")]
    [InlineData("ServiceCollectionServiceExtensions.AddSingleton(services, [|new HttpClient()|]);")]
    [InlineData("services.AddKeyedSingleton(\"a\", [|new HttpClient()|]);")]
    [InlineData("services.AddKeyedSingleton(typeof(HttpClient), \"a\", [|new HttpClient()|]);")]
    [InlineData("services.TryAddSingleton([|new HttpClient()|]);")]
    [InlineData("services.TryAddKeyedSingleton(\"a\", [|new HttpClient()|]);")]
    [InlineData("services.Add(ServiceDescriptor.Singleton([|new HttpClient()|]));")]
    [InlineData("services.Replace(ServiceDescriptor.Singleton(typeof(HttpClient), [|new HttpClient()|]));")]
    [InlineData("services.Add(ServiceDescriptor.KeyedSingleton(\"a\", [|new HttpClient()|]));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(HttpClient), [|new HttpClient()|]));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(HttpClient), \"a\", [|new HttpClient()|]));")]
    [InlineData("services.AddSingleton([|(object)new HttpClient()|]);")]
    [InlineData("services.AddSingleton<HttpMessageHandler>([|new SocketsHttpHandler()|]);")]
    [InlineData("services.AddSingleton([|new HttpMessageInvoker(new SocketsHttpHandler())|]);")]
    [InlineData("services.AddSingleton([|new HttpClient(new HttpClientHandler { UseProxy = false })|]).AddSingleton(u);")]
    public async Task A_new_client_is_reported_in_every_form_of_registration(string statements)
    {
        await Check(statements);
    }

    [Theory]
    [InlineData("var c = new HttpClient(); services.AddSingleton([|c|]);")]
    [InlineData("var c = new HttpClient(); c.BaseAddress = u; services.AddSingleton<IDisposable>([|c|]);")]
    [InlineData("HttpClient c; c = new HttpClient(); services.AddSingleton([|c|]);")]
    [InlineData("var h = new SocketsHttpHandler(); var c = new HttpClient(h); services.AddSingleton([|c|]);")]
    [InlineData("Action<IServiceCollection> a = s => s.AddSingleton([|new HttpClient()|]); a(services);")]
    [InlineData("void In() { var c = new HttpClient(); services.AddSingleton([|c|]); } In();")]
    public async Task A_client_in_a_local_is_reported(string statements)
    {
        await Check(statements);
    }

    [Theory]
    [InlineData("services.AddSingleton([|Make()|]);", "static HttpClient Make() => new HttpClient();")]
    [InlineData("services.AddSingleton([|Fresh|]);", "static HttpClient Fresh => new HttpClient();")]
    [InlineData("services.AddSingleton<IDisposable>([|new Api()|]);", "sealed class Api : IDisposable { readonly HttpClient _http = new(); public void Dispose() => _http.Dispose(); }")]
    [InlineData("services.AddSingleton([|new System.Net.WebSockets.ClientWebSocket()|]);", "")]
    [InlineData("services.AddSingleton([|new Own()|]);", "sealed class Own : HttpClient { }")]
    public async Task What_holds_a_client_is_reported(string statements, string members)
    {
        await Check(statements, members);
    }

    [Theory]
    [InlineData("services.AddSingleton(_ => new HttpClient());")]
    [InlineData("services.AddSingleton<HttpClient>();")]
    [InlineData("services.AddSingleton(typeof(HttpClient), _ => new HttpClient());")]
    [InlineData("services.AddKeyedSingleton(\"a\", (_, _) => new HttpClient());")]
    [InlineData("services.AddScoped(_ => new HttpClient { BaseAddress = u });")]
    [InlineData("services.Add(ServiceDescriptor.Singleton(_ => new HttpClient()));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(HttpClient), _ => new HttpClient(), ServiceLifetime.Singleton));")]
    public async Task A_factory_is_not_reported(string statements)
    {
        await Check(statements);
    }

    [Theory]
    [InlineData("services.AddSingleton(given);")]
    [InlineData("services.AddSingleton(Shared);")]
    [InlineData("services.AddSingleton(u);")]
    [InlineData("services.AddSingleton(new Plain());")]
    [InlineData("services.AddSingleton(given ?? new HttpClient());")]
    [InlineData("services.AddSingleton(new HttpClient(handler, disposeHandler: false));")]
    [InlineData("services.AddSingleton(new HttpClient(new Stub()));")]
    [InlineData("services.AddSingleton<HttpMessageHandler>(new Stub());")]
    [InlineData("services.AddSingleton(new Plain(new HttpClient()));")]
    public async Task What_is_not_a_new_client_is_not_reported(string statements)
    {
        await Check(statements, """
            static readonly HttpClient Shared = new();
            sealed class Plain(HttpClient? http = null) { public HttpClient? Http => http; }
            sealed class Stub : HttpMessageHandler { protected override System.Threading.Tasks.Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, System.Threading.CancellationToken t) => null!; }
            """);
    }

    [Theory]
    [InlineData("using var c = new HttpClient(); services.AddSingleton(c);")]
    [InlineData("using (var c = new HttpClient()) services.AddSingleton(c);")]
    [InlineData("var c = new HttpClient(); try { services.AddSingleton(c); } finally { c.Dispose(); }")]
    [InlineData("var c = new HttpClient(); services.AddSingleton(c); AppDomain.CurrentDomain.ProcessExit += (_, _) => c.Dispose();")]
    public async Task A_client_that_is_closed_by_hand_is_not_reported(string statements)
    {
        await Check(statements);
    }

    [Fact]
    public async Task A_method_of_the_source_of_the_same_name_is_not_the_container_s()
    {
        await Verify.Rule(Id, """
            using System.Net.Http;

            class Services { public Services AddSingleton<T>(T implementationInstance) => this; }
            class C { void M(Services s) => s.AddSingleton(new HttpClient()); }
            """);
    }

    [Fact]
    public async Task Top_level_statements_are_looked_at()
    {
        await Verify.Rule(Id, """
            using System.Net.Http;
            using Microsoft.Extensions.DependencyInjection;

            IServiceCollection services = null!;
            services.AddSingleton([|new HttpClient()|]);
            """, test =>
            {
                test.ReferenceAssemblies = TestTargets.Net10WithContainer;
                test.TestState.OutputKind = OutputKind.ConsoleApplication;
            });
    }

    [Fact]
    public async Task The_message_names_the_client_and_the_registration()
    {
        await Verify.Rule(
            Id,
            Body("services.TryAddSingleton({|#0:new HttpClient()|}); services.Add(new ServiceDescriptor(typeof(HttpClient), {|#1:new HttpClient()|}));"),
            test => test.ReferenceAssemblies = TestTargets.Net10WithContainer,
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("HttpClient", "TryAddSingleton"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("HttpClient", "ServiceDescriptor"));
    }
}
