using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

public sealed partial class KnownGapsTests
{
    [Theory]
    [InlineData("var c = new HttpClient(); return b ? c : given;")] // Given away on one path of an expression only.
    [InlineData("var l = new System.Collections.Generic.List<HttpClient> { new HttpClient() }; l.Clear();")] // What a local collection holds.
    public async Task A_local_client_that_stays_open_is_not_seen(string statements)
    {
        await Verify.Rule("LIFE302", $$"""
            using System;
            using System.Net.Http;

            class C
            {
                HttpClient? M(bool b, HttpClient given)
                {
                    {{statements}}
                    return null;
                }

                static IDisposable Make() => new HttpClient();
            }
            """);
    }
}
