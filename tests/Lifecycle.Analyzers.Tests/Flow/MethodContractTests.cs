using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Flow;

/// <summary>What the engine knows of a call, in its own words: "fresh; c: Used".</summary>
public sealed class MethodContractTests
{
    /// <summary>The contract of the member M, or of the constructor of Owner where there is no M.</summary>
    private static async Task<string> ContractOf(string members)
    {
        var compilation = await EngineTest.Compile($$"""
            using System.Net.Http;

            class C
            {
                HttpClient _f = new();
                {{members}}
            }
            """);
        var symbol = compilation.GetSymbolsWithName("M", SymbolFilter.Member).FirstOrDefault()
            ?? ((INamedTypeSymbol)compilation.GetSymbolsWithName("Owner", SymbolFilter.Type).First()).InstanceConstructors[0];
        var method = symbol as IMethodSymbol ?? ((IPropertySymbol)symbol).GetMethod!;
        var contract = EngineTest.ScopeOf(compilation).Contracts.Of(method, CancellationToken.None);
        var parts = new List<string>();
        if (contract.ReturnsFresh)
            parts.Add("fresh");

        if (contract.Returned != MethodContract.None)
            parts.Add("gives back " + (contract.Returned == MethodContract.Receiver ? "this" : method.Parameters[contract.Returned].Name));

        parts.AddRange(method.Parameters.Where(parameter => parameter.Name.StartsWith('c')).Select(parameter => $"{parameter.Name}: {contract.FateOf(parameter.Ordinal)}"));
        return string.Join("; ", parts);
    }

    [Theory]
    [InlineData("HttpClient M() => new();", "fresh")]
    [InlineData("HttpClient M => new();", "fresh")]
    [InlineData("HttpClient M() { var c = new HttpClient(); c.Timeout = TimeSpan.Zero; return c; }", "fresh")]
    [InlineData("HttpClient M(bool b) => b ? new HttpClient() : new HttpClient(new SocketsHttpHandler());", "fresh")]
    [InlineData("HttpClient? M(bool b) => b ? new HttpClient() : null;", "fresh")]
    [InlineData("async Task<HttpClient> M() { await Task.Yield(); return new HttpClient(); }", "fresh")]
    [InlineData("HttpClient M() => N(); HttpClient N() => new();", "fresh")]
    [InlineData("HttpMessageHandler M() => new HttpClientHandler();", "fresh")]
    [InlineData("HttpClient M() => new() { Timeout = TimeSpan.Zero };", "fresh")]
    [InlineData("IDisposable M() => new HttpClient();", "fresh")]
    [InlineData("T M<T>() where T : HttpClient, new() => new T();", "fresh")]
    [InlineData("HttpClient M() => _f;", "")]
    [InlineData("HttpClient M() => _f ??= new();", "")]
    [InlineData("HttpClient M(HttpClient? c) => c ?? new HttpClient();", "c: Kept")]
    [InlineData("HttpClient M() { _f = new(); return _f; }", "")]
    [InlineData("HttpClient M() { var c = new HttpClient(); _f = c; return c; }", "")]
    [InlineData("HttpClient M(bool b) => b ? _f : new HttpClient();", "")]
    [InlineData("static readonly Lazy<HttpClient> L = new(() => new()); HttpClient M() => L.Value;", "")]
    [InlineData("HttpClient M() => M();", "")]
    [InlineData("virtual public HttpClient M() => new();", "")]
    [InlineData("Task<HttpClient> M() => Task.FromResult(new HttpClient());", "fresh")]
    [InlineData("HttpClient? M(bool b) { HttpClient? c = new HttpClient(); if (b) { c.Dispose(); c = null; } return c; }", "fresh")]
    public async Task Result_of_source_is_known(string members, string expected)
    {
        Assert.Equal(expected, await ContractOf(members));
    }

    [Theory]
    [InlineData("void M(HttpClient c) { }", "c: Used")]
    [InlineData("void M(HttpClient c) => c.Timeout = TimeSpan.Zero;", "c: Used")]
    [InlineData("async Task<string> M(HttpClient c) => await c.GetStringAsync(\"\");", "c: Used")]
    [InlineData("void M(HttpClient c) => N(c); void N(HttpClient c) => c.CancelPendingRequests();", "c: Used")]
    [InlineData("void M(HttpClient c) => c.Dispose();", "c: Closed")]
    [InlineData("void M(HttpClient c) { using (c) { } }", "c: Closed")]
    [InlineData("void M(HttpClient? c) => c?.Dispose();", "c: Closed")]
    [InlineData("void M(HttpClient c) { try { } finally { c.Dispose(); } }", "c: Closed")]
    [InlineData("void M(HttpClient c, bool b) { if (b) c.Dispose(); }", "c: Unknown")]
    [InlineData("void M(HttpClient c) => _f = c;", "c: Retained")]
    [InlineData("public HttpClient? P { get; set; } void M(HttpClient c) => P = c;", "c: Kept")]
    [InlineData("void M(HttpClient c, List<HttpClient> l) => l.Add(c);", "c: Unknown")]
    [InlineData("void M(HttpClient c) => System.Threading.Tasks.Task.Run(() => c.Dispose());", "c: Unknown")]
    [InlineData("HttpClient M(HttpClient c) => c;", "gives back c; c: Kept")]
    [InlineData("HttpClient M(HttpClient c) { c.Timeout = TimeSpan.Zero; return c; }", "gives back c; c: Kept")]
    [InlineData("C M() { return this; }", "gives back this")]
    [InlineData("void M(IDisposable c) => c.Dispose();", "c: Closed")]
    [InlineData("void M(IDisposable c) { }", "c: Used")]
    [InlineData("void M(object c) => Console.WriteLine(c);", "c: Unknown")]
    [InlineData("void M<T>(T c) where T : HttpClient => c.Dispose();", "c: Closed")]
    [InlineData("void M(ref HttpClient c) => c.Dispose();", "c: Unknown")]
    [InlineData("IEnumerable<int> M(HttpClient c) { yield return 1; }", "c: Unknown")]
    [InlineData("class Owner(HttpClient c) : IDisposable { public void Dispose() => c.Dispose(); }", "c: Unknown")]
    [InlineData("class Owner : IDisposable { readonly HttpClient _c; public Owner(HttpClient c) { _c = c; } public void Dispose() => _c.Dispose(); }", "c: Kept")]
    [InlineData("class Owner { readonly HttpClient _c; public Owner(HttpClient c) { _c = c; } public void Use() => _c.CancelPendingRequests(); }", "c: Retained")]
    [InlineData("class Owner(HttpClient c) { public void Use() => c.CancelPendingRequests(); }", "c: Retained")]
    [InlineData("class Owner { readonly HttpClient _c; public Owner(HttpClient c) { _c = c; } public HttpClient Get() => _c; }", "c: Kept")]
    [InlineData("class Owner { public HttpClient Client { get; } public Owner(HttpClient c) { Client = c; } }", "c: Kept")]
    [InlineData("class Owner : Base { public Owner(HttpClient c) : base(c) { } } class Base { public Base(HttpClient d) { d.Dispose(); } }", "c: Closed")]
    [InlineData("class Retry : DelegatingHandler { } class Owner : DelegatingHandler { public Owner(HttpMessageHandler c) : base(c) { } }", "c: Kept")]
    public async Task Fate_of_an_argument_of_source_is_known(string members, string expected)
    {
        Assert.Equal(expected, await ContractOf(members));
    }

    [Theory]
    [InlineData("[JetBrains.Annotations.MustDisposeResource] public virtual HttpClient M() => throw new Exception();", "fresh")]
    [InlineData("[JetBrains.Annotations.MustDisposeResource] HttpClient M => _f;", "fresh")]
    [InlineData("[JetBrains.Annotations.MustDisposeResource(false)] HttpClient M() => new();", "")]
    [InlineData("void M([JetBrains.Annotations.HandlesResourceDisposal] HttpClient c, HttpClient cc) { }", "c: Kept; cc: Used")]
    [InlineData("[return: JetBrains.Annotations.MustDisposeResource] HttpClient M() => _f;", "fresh")]
    [InlineData("void M([Others.HandlesResourceDisposal] HttpClient c) { }", "c: Used")]
    public async Task Annotations_are_believed_by_their_full_name(string members, string expected)
    {
        Assert.Equal(expected, await ContractOf(members + """
            }
            namespace JetBrains.Annotations
            {
                [AttributeUsage(AttributeTargets.All)] class MustDisposeResourceAttribute(bool value = true) : Attribute { public bool Value => value; }
                [AttributeUsage(AttributeTargets.All)] class HandlesResourceDisposalAttribute : Attribute;
            }
            namespace Others
            {
                class HandlesResourceDisposalAttribute : Attribute;
            """));
    }
}
