using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests;

/// <summary>Half-typed code never makes a host throw: an exception would surface as AD0001 and fail these tests.</summary>
public sealed class BrokenCodeTests
{
    [Theory]
    [InlineData("class C { ~C() { ")]
    [InlineData("class C : System.IAsyncDisposable { public async System.Threading.Tasks.ValueTask DisposeAsync( ")]
    [InlineData("class C { System.Net.Http.HttpClient _http = new ")]
    [InlineData("class C { void M() { using var c = new System.Net.Http.HttpClient( ; } }")]
    [InlineData("class C { ~C() => Dispose(; void Dispose(bool d) { if (d }")]
    [InlineData("class C<T> where T : T { T _t = new(); }")]
    [InlineData("using System.Net.Http; class C { void M(int a, int b, out HttpClient r) { r = null; N(new HttpClient()); void N(HttpClient t) { r = t; } } }")]
    [InlineData("using System.Net.Http; class C { void M(int a, ref HttpClient r) { System.Action f = () => { r = new HttpClient(); }; f(); Make(out; Make(ref r, out var x; } void Make(out HttpClient c) { } }")]
    [InlineData("using System.Net.Http; class C { void M(out HttpClient r) { M(out r); M(out M); M(out this.X); (r, r) = (r, (r, r)); } }")]
    public async Task Half_typed_code_raises_no_exception(string source)
    {
        var test = new LifecycleTest { TestCode = source, CompilerDiagnostics = CompilerDiagnostics.None };
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        await test.RunAsync();
    }
}
