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
    public async Task Half_typed_code_raises_no_exception(string source)
    {
        var test = new LifecycleTest { TestCode = source, CompilerDiagnostics = CompilerDiagnostics.None };
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        await test.RunAsync();
    }
}
