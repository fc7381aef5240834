using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedLocalNotClosedTests
{
    [Theory]
    [InlineData("var [|c|] = new HttpClient(); try { await c.GetStringAsync(u); c.Dispose(); } catch (HttpRequestException) { }")]
    [InlineData("var [|c|] = new HttpClient(); try { await c.GetStringAsync(u); } catch (HttpRequestException) { return \"\"; } c.Dispose();")]
    [InlineData("try { var [|c|] = new HttpClient(); await c.GetStringAsync(u); c.Dispose(); } catch { }")]
    [InlineData("var [|c|] = new HttpClient(); try { try { await c.GetStringAsync(u); } finally { given.CancelPendingRequests(); } c.Dispose(); } catch { }")]
    [InlineData("for (;;) { var [|c|] = new HttpClient(); try { await c.GetStringAsync(u); c.Dispose(); return \"\"; } catch (HttpRequestException) { } }")]
    [InlineData("var [|c|] = new HttpClient(); try { await c.GetStringAsync(u); } catch (Exception e) when (e.Message == \"\") { c.Dispose(); }")]
    public async Task A_path_through_a_handler_that_swallows_is_a_path(string statements)
    {
        await Verify.Rule(Id, Body(statements));
    }

    [Theory]
    [InlineData("try { using var c = new HttpClient(); await c.GetStringAsync(u); } catch { }")]
    [InlineData("HttpClient? c = null; try { c = new HttpClient(); await c.GetStringAsync(u); } catch { } finally { c?.Dispose(); }")]
    [InlineData("HttpClient? c = null; try { c = new HttpClient(); await c.GetStringAsync(u); } catch { c?.Dispose(); return \"\"; } c.Dispose();")]
    [InlineData("var c = new HttpClient(); try { await c.GetStringAsync(u); } catch { c.Dispose(); throw; } c.Dispose();")]
    [InlineData("var c = new HttpClient(); try { await c.GetStringAsync(u); c.Dispose(); } catch (Exception e) { throw new InvalidOperationException(\"\", e); }")]
    [InlineData("for (;;) { var c = new HttpClient(); try { await c.GetStringAsync(u); All.Add(c); return \"\"; } catch (HttpRequestException) { c.Dispose(); } }", "static readonly List<HttpClient> All = new();")]
    [InlineData("var c = new HttpClient(); All.Add(c); try { await c.GetStringAsync(u); } catch { }", "static readonly List<HttpClient> All = new();")]
    [InlineData("var c = new HttpClient(); try { All.Add(c); } catch { }", "static readonly List<HttpClient> All = new();")]
    [InlineData("var c = new HttpClient(); Quietly(c);", "static void Quietly(IDisposable d) { try { d.Dispose(); } catch (Exception) { Console.WriteLine(); } }")]
    [InlineData("try { var c = new HttpClient { BaseAddress = new Uri(\"\") }; c.Dispose(); } catch { }")]
    [InlineData("HttpClient? c = null; var ok = false; try { c = new HttpClient(); await c.GetStringAsync(u); ok = true; } catch { } if (ok) c!.Dispose(); else c?.Dispose();")]
    [InlineData("try { try { using var c = new HttpClient(); await c.GetStringAsync(u); } finally { given.CancelPendingRequests(); } } catch { }")]
    [InlineData("try { var c = new HttpClient(); Func<string> f = () => { if (u is null) throw new Exception(); return c.ToString()!; }; f(); c.Dispose(); } catch (Exception) { throw; }")]
    public async Task A_client_that_is_closed_on_the_way_to_a_handler_or_in_it_is_silent(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members));
    }
}
