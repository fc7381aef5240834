using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Model;

public sealed class ResourceKindsTests
{
    private static async Task<string> KindOf(string source, string type = "T")
    {
        var compilation = await EngineTest.Compile("using System.Net.Http;\n" + source);
        return EngineTest.ScopeOf(compilation).Resources.Of(Find(compilation, type)).ToString();
    }

    private static INamedTypeSymbol Find(Compilation compilation, string type)
    {
        return compilation.GetSymbolsWithName(type, SymbolFilter.Type).OfType<INamedTypeSymbol>().First();
    }

    [Theory]
    [InlineData("class T : HttpClient;", "HttpClient")]
    [InlineData("class T() : HttpMessageInvoker(new SocketsHttpHandler());", "HttpClient")]
    [InlineData("class T : DelegatingHandler;", "HttpClient")]
    [InlineData("class T : IDisposable { public void Dispose() { } }", "Other")]
    [InlineData("class T;", "None")]
    [InlineData("class T : IDisposable { readonly HttpClient _c = new(); public void Dispose() => _c.Dispose(); }", "HttpClient")]
    [InlineData("class T : IAsyncDisposable { readonly HttpClient _c = new(); public ValueTask DisposeAsync() { _c.Dispose(); return default; } }", "HttpClient")]
    [InlineData("class T : IDisposable { readonly HttpClient _c = new(); public void Dispose() { } }", "Other")]
    [InlineData("class T : IDisposable { readonly HttpClient _c; public T(HttpClient c) => _c = c; public void Dispose() { } }", "Other")]
    [InlineData("class T { readonly HttpClient _c = new(); public void Close() => _c.Dispose(); }", "None")]
    [InlineData("class T : IDisposable { readonly I _i = new(); public void Dispose() => _i.Dispose(); } class I : IDisposable { readonly HttpClient _c = new(); public void Dispose() => _c.Dispose(); }", "HttpClient")]
    [InlineData("class T : IAsyncDisposable { readonly I _i = new(); public ValueTask DisposeAsync() => _i.DisposeAsync(); } class I : IAsyncDisposable { readonly HttpClient _c = new(); public ValueTask DisposeAsync() { _c.Dispose(); return default; } }", "HttpClient")]
    [InlineData("class T : B; class B : IDisposable { readonly HttpClient _c = new(); public void Dispose() => _c.Dispose(); }", "HttpClient")]
    [InlineData("class T : IDisposable { T? _t = new(); public void Dispose() => _t?.Dispose(); }", "Other")]
    [InlineData("class T : IDisposable { U? _u = new(); public void Dispose() => _u?.Dispose(); } class U : IDisposable { T? _t = new(); public void Dispose() => _t?.Dispose(); }", "Other")]
    [InlineData("class T : IDisposable { static readonly HttpClient S = new(); public void Dispose() { } }", "Other")]
    public async Task Types_of_source_are_classified_by_what_they_close(string source, string expected)
    {
        Assert.Equal(expected, await KindOf(source));
    }

    [Theory]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(HttpClient c) { } public void Dispose() { } }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingClient : IAsyncDisposable { public ThingClient(HttpClient c) { } public ValueTask DisposeAsync() => default; }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(Options o) { } public void Dispose() { } } public class Options { public HttpMessageHandler? Handler { get; set; } }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingChannel : IDisposable { public HttpClient? Client { get; set; } public void Dispose() { } }", "ThingChannel", "HttpClient")]
    [InlineData("public class ThingConnection : IDisposable { public ThingConnection(Func<HttpMessageHandler> f) { } public void Dispose() { } }", "ThingConnection", "HttpClient")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(Options o) { } public void Dispose() { } } public class Options { public Func<HttpClient>? Factory { get; set; } }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(System.Net.WebSockets.ClientWebSocket s) { } public void Dispose() { } }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(Action<Options> configure) { } public void Dispose() { } } public class Options { public HttpMessageHandler? Handler { get; set; } }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(Options o) { } public void Dispose() { } } public struct Options { public HttpClient? Client { get; init; } }", "ThingClient", "HttpClient")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(IOptions o) { } public void Dispose() { } } public interface IOptions { HttpClient? Client { get; set; } }", "ThingClient", "HttpClient")]
    [InlineData("public interface IThingClient : IDisposable { HttpClient? Client { get; set; } }", "IThingClient", "HttpClient")]
    [InlineData("public interface IThingClient : IDisposable { HttpClient? Client { get; } }", "IThingClient", "Other")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(string host) { } public void Dispose() { } }", "ThingClient", "Other")]
    [InlineData("public class ThingClient : IDisposable { internal ThingClient(HttpClient c) { } public void Dispose() { } }", "ThingClient", "Other")]
    [InlineData("public class ThingClient : IDisposable { public HttpClient? Client { get; } public void Dispose() { } }", "ThingClient", "Other")]
    [InlineData("public class ThingClient { public ThingClient(HttpClient c) { } }", "ThingClient", "None")]
    [InlineData("public class ThingReader : IDisposable { public ThingReader(HttpClient c) { } public void Dispose() { } }", "ThingReader", "Other")]
    [InlineData("public class ThingClient : IDisposable { public ThingClient(Options o) { } public void Dispose() { } } public class Options { public Inner? Inner { get; set; } } public class Inner { public HttpClient? Client { get; set; } }", "ThingClient", "Other")]
    public async Task Clients_of_libraries_are_known_by_their_surface(string library, string type, string expected)
    {
        var compiled = await EngineTest.Compile("using System.Net.Http;\n" + library);
        using var image = new MemoryStream();
        Assert.True(compiled.Emit(image).Success);
        var user = CSharpCompilation.Create("User", null, compiled.References.Append(MetadataReference.CreateFromImage(image.ToArray())));
        Assert.Equal(expected, EngineTest.ScopeOf(user).Resources.Of(user.GetTypeByMetadataName(type)).ToString());
    }

    [Theory]
    [InlineData("System.Net.Http.HttpClient", "HttpClient")]
    [InlineData("System.Net.Http.SocketsHttpHandler", "HttpClient")]
    [InlineData("System.Net.WebSockets.ClientWebSocket", "HttpClient")]
    [InlineData("System.Net.Http.HttpRequestMessage", "None")]
    [InlineData("System.Net.Http.HttpResponseMessage", "None")]
    [InlineData("System.Net.Http.StringContent", "None")]
    [InlineData("System.Net.WebClient", "None")]
    [InlineData("System.Net.Mail.SmtpClient", "Other")]
    [InlineData("System.Net.Sockets.TcpClient", "Other")]
    [InlineData("System.Data.Common.DbConnection", "Other")]
    [InlineData("System.IO.MemoryStream", "None")]
    [InlineData("System.String", "None")]
    public async Task Types_of_the_framework_are_classified(string type, string expected)
    {
        var compilation = await EngineTest.Compile("");
        Assert.Equal(expected, EngineTest.ScopeOf(compilation).Resources.Of(compilation.GetTypeByMetadataName(type)).ToString());
    }
}
