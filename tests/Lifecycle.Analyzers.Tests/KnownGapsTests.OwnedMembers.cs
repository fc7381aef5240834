using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

public sealed partial class KnownGapsTests
{
    /// <summary>
    /// LIFE301 does not ask when a member is closed, nor which of two members of one name others close: a close that
    /// only replaces the value, or only undoes a failed constructor, counts as one.
    /// </summary>
    [Theory]
    [InlineData("class C { HttpClient _c = new(); public void Reset() { _c.Dispose(); _c = new(); } }")]
    [InlineData("class C { readonly HttpClient _c = new(); public C(Uri u) { try { _c.BaseAddress = u; } catch { _c.Dispose(); throw; } } }")]
    [InlineData("class C { readonly HttpClient _c = new(); public void M() { } private void Unused() => _c.Dispose(); }")]
    [InlineData("class A { public HttpClient Client { get; } = new(); } class B : IDisposable { public HttpClient Client { get; } = new(); public void Dispose() => Client.Dispose(); }")]
    public async Task An_owned_member_that_stays_open_is_not_seen(string types)
    {
        await Verify.Rule("LIFE301", "using System;\nusing System.Net.Http;\n\n" + types);
    }
}
