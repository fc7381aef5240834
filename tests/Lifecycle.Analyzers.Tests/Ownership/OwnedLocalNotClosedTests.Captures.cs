using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedLocalNotClosedTests
{
    [Theory]
    [InlineData("var [|c|] = new HttpClient(); us.Select(x => c.GetStringAsync(x)).ToList();")]
    [InlineData("var [|c|] = new HttpClient(); await Task.WhenAll(us.Select(async x => await c.GetStringAsync(x)));")]
    [InlineData("var [|c|] = new HttpClient(); await Task.Run(() => c.GetStringAsync(u));")]
    [InlineData("var [|c|] = new HttpClient(); Parallel.ForEach(us, x => c.GetStringAsync(x));")]
    [InlineData("var [|c|] = new HttpClient(); us.ForEach(x => c.GetStringAsync(x));")]
    [InlineData("var [|c|] = new HttpClient(); await Retry(() => c.GetStringAsync(u)); static Task<T> Retry<T>(Func<Task<T>> f) => f();")]
    [InlineData("var [|c|] = new HttpClient(); await Get(); await Get(); Task Get() => c.GetStringAsync(u);")]
    [InlineData("var [|c|] = new HttpClient(); await Twice(); Task Get() => c.GetStringAsync(u); async Task Twice() { await Get(); await Get(); }")]
    [InlineData("var [|c|] = new HttpClient(); Func<Task> get = () => c.GetStringAsync(u); await get();")]
    [InlineData("Action a = () => { var [|c|] = new HttpClient(); c.CancelPendingRequests(); }; a();")]
    [InlineData("Func<HttpClient> make = () => new HttpClient(); var [|c|] = make(); c.CancelPendingRequests();")]
    [InlineData("var [|c|] = Make(); c.CancelPendingRequests(); static HttpClient Make() => new HttpClient();")]
    public async Task A_function_that_only_uses_a_client_leaves_it_open(string statements)
    {
        await Verify.Rule(Id, Body(statements, "static List<Uri> us = new();"));
    }

    [Theory]
    [InlineData("var c = new HttpClient(); await Task.WhenAll(us.Select(x => c.GetStringAsync(x))); c.Dispose();")]
    [InlineData("using var c = new HttpClient(); await Task.WhenAll(us.Select(x => c.GetStringAsync(x)));")]
    [InlineData("var c = new HttpClient(); t.Register(() => c.Dispose());", "static CancellationToken t = default;")]
    [InlineData("var c = new HttpClient(); t.Register(c.Dispose);", "static CancellationToken t = default;")]
    [InlineData("var c = new HttpClient(); F = () => c.GetStringAsync(u);", "static Func<Task> F = null!;")]
    [InlineData("var c = new HttpClient(); F += () => c.CancelPendingRequests();", "event Action? F;")]
    [InlineData("var c = new HttpClient(); Fs.Add(() => c.CancelPendingRequests());", "static List<Action> Fs = new();")]
    [InlineData("var c = new HttpClient(); Fs.Add(Use); void Use() => c.CancelPendingRequests();", "static List<Action> Fs = new();")]
    [InlineData("var c = new HttpClient(); Fs.Add(c.CancelPendingRequests);", "static List<Action> Fs = new();")]
    [InlineData("var c = new HttpClient(); T = new Timer(_ => c.CancelPendingRequests());", "Timer T = null!;")]
    [InlineData("var c = new HttpClient(); Q = us.Select(x => c.GetStringAsync(x));", "IEnumerable<Task<string>> Q = null!;")]
    [InlineData("var c = new HttpClient(); o = new { F = (Action)(() => c.CancelPendingRequests()) };", "object o = null!;")]
    [InlineData("var c = new HttpClient(); given.CancelPendingRequests(); Run(() => _f = c);", "HttpClient _f = null!; static void Run(Action a) => a();")]
    [InlineData("var c = new HttpClient(); try { await c.GetStringAsync(u); } finally { Close(); } void Close() => c.Dispose();")]
    [InlineData("HttpClient? c = null; Ensure(); c!.Dispose(); void Ensure() => c ??= new HttpClient();")]
    [InlineData("Action<HttpClient> close = x => x.Dispose(); var c = new HttpClient(); close(c);")]
    [InlineData("Func<HttpClient> make = () => given; var c = make(); c.CancelPendingRequests();")]
    [InlineData("Func<HttpClient> make = () => new HttpClient(); make = () => given; var c = make(); c.CancelPendingRequests();")]
    public async Task A_function_that_closes_a_client_or_takes_it_elsewhere_is_silent(string statements, string members = "")
    {
        await Verify.Rule(Id, Body(statements, members + " static List<Uri> us = new();"));
    }
}
