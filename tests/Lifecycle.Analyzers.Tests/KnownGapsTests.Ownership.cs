using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

public sealed partial class KnownGapsTests
{
    [Theory]
    [InlineData("var (c, n) = (new HttpClient(), 1); c.CancelPendingRequests();")] // A tuple that is taken apart at once.
    [InlineData("var c = new HttpClient(); return b ? c : given;")] // Given away on one path of an expression only.
    [InlineData("var c = new HttpClient(); try { c.CancelPendingRequests(); } catch { return null; } c.Dispose(); return null;")] // Exceptions make no path.
    [InlineData("IDisposable c = Make(); c.ToString();")] // A client behind a type that says nothing of HTTP.
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
