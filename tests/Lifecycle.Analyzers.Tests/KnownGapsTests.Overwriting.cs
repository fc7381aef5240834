using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

public sealed partial class KnownGapsTests
{
    [Theory]
    [InlineData("public void Reset() { Make(out _o); } static void Make(out object o) => o = new HttpClient(); object? _o;")] // The type of an out parameter hides the client.
    [InlineData("public void Reset() { (_c, _n) = (new HttpClient(), 1); } int _n;")] // Tuples that fill members.
    [InlineData("public event Action? E; public C() { E += On; } void On() { _c = new HttpClient(); }")] // A handler that is subscribed by name: when it runs is not known.
    [InlineData("public event Action? E; public void M() { HttpClient? c = null; E += () => c = new HttpClient(); c?.Dispose(); }")] // A local of the function around.
    [InlineData("public void M(Action<Action> run) { run(() => _c = new HttpClient()); }")] // Nobody knows how often it runs.
    [InlineData("public void Reset() { var d = Next(); _c = d; } HttpClient Next() { _n++; return new HttpClient(); } int _n; public void Keep(HttpClient c) => _c = c;")] // One value of many is another's.
    [InlineData("static HttpClient? s_c; public void Reset() { s_c = new HttpClient(); }")] // Static members.
    public async Task A_member_that_loses_its_client_is_not_seen(string members)
    {
        await Verify.Rule("LIFE304", $$"""
            using System;
            using System.Net.Http;

            class C : IDisposable
            {
                private HttpClient? _c;

                {{members}}

                public void Dispose() => _c?.Dispose();
            }
            """);
    }
}
