using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed partial class TaskOutlivesResourceTests
{
    private const string Id = "LIFE501";

    [Theory]
    [InlineData("using var c = new HttpClient(); return [|c.GetStringAsync(u)|];")]
    [InlineData("using (var c = new HttpClient()) return [|c.GetStringAsync(u)|];")]
    [InlineData("using (var c = new HttpClient()) { return [|c.GetStringAsync(u)|]; }")]
    [InlineData("var c = new HttpClient(); using (c) return [|c.GetStringAsync(u)|];")]
    [InlineData("HttpClient c; using (c = new HttpClient()) return [|c.GetStringAsync(u)|];")]
    [InlineData("var c = new HttpClient(); try { return [|c.GetStringAsync(u)|]; } finally { c.Dispose(); }")]
    [InlineData("var c = new HttpClient(); try { return [|c.GetStringAsync(u)|]; } finally { c?.Dispose(); }")]
    [InlineData("var c = new HttpClient(); var t = [|c.GetStringAsync(u)|]; c.Dispose(); return t;")]
    [InlineData("HttpClient? c = null; try { c = new HttpClient(); return [|c.GetStringAsync(u)|]; } finally { if (c != null) c.Dispose(); }")]
    [InlineData("using var c = Make(); return [|c.GetStringAsync(u)|];")]
    [InlineData("using var c = given ?? new HttpClient(); return [|c.GetStringAsync(u)|];")]
    [InlineData("using (given) return [|given.GetStringAsync(u)|];")]
    [InlineData("using var c = u is null ? new HttpClient() : Make(); return [|c.GetStringAsync(u)|];")]
    [InlineData("using HttpClient a = new(), b = new(); return [|a.GetStringAsync(u)|];")]
    [InlineData("using var h = new HttpClientHandler(); var c = new HttpClient(h); return [|c.GetStringAsync(u)|];")]
    [InlineData("using var c = new HttpClient(); lock (this) { return [|c.GetStringAsync(u)|]; }")]
    [InlineData("using var c = new HttpClient(); foreach (var x in new[] { u, u }) { if (x != null) return [|c.GetStringAsync(x)|]; } return Task.FromResult(string.Empty);")]
    public async Task A_task_that_is_returned_while_its_object_is_closed_is_reported(string statements)
    {
        await Verify.Rule(Id, Method("Task<string>", statements));
    }

    [Theory]
    [InlineData("var t = c.GetStringAsync(u); return [|t|];")]
    [InlineData("Task<string> t; t = c.GetStringAsync(u); Console.WriteLine(); return [|t|];")]
    [InlineData("return given is null ? Task.FromResult(string.Empty) : [|c.GetStringAsync(u)|];")]
    [InlineData("return given is null ? [|c.GetStringAsync(u)|] : [|c.GetStringAsync(u, default)|];")]
    [InlineData("return u.Scheme switch { \"x\" => Task.FromResult(string.Empty), _ => [|c.GetStringAsync(u)|] };")]
    [InlineData("if (given is null) return Task.FromResult(string.Empty); return [|c.GetStringAsync(u)|];")]
    [InlineData("return (Task<string>)[|c.GetStringAsync(u)|];")]
    [InlineData("return [|c.GetStringAsync(u)|]!;")]
    [InlineData("return [|c.GetStringAsync(u).ContinueWith(t => t.Result)|];")]
    [InlineData("return [|Task.Run(() => c.GetStringAsync(u))|];")]
    [InlineData("return [|Task.Run(async () => await c.GetStringAsync(u))|];")]
    [InlineData("return [|Task.Factory.StartNew(() => c.ToString()!)|];")]
    [InlineData("return [|Task.CompletedTask.ContinueWith(_ => c.ToString()!)|];")]
    [InlineData("async Task<string> Load() => await c.GetStringAsync(u); return [|Load()|];")]
    [InlineData("Func<Task<string>> load = () => c.GetStringAsync(u); return [|load()|];")]
    [InlineData("return [|Ask(c)|];")]
    [InlineData("return [|Ask(() => c.GetStringAsync(u))|];")]
    [InlineData("return [|Ask(c.GetStringAsync)|];")]
    [InlineData("return [|c.Ask()|];")]
    [InlineData("var d = c; return [|d.GetStringAsync(u)|];")]
    [InlineData("return [|Ask(new Reader(c))|];")]
    [InlineData("var r = new Reader(c); return [|r.ReadAsync()|];")]
    public async Task The_ways_a_task_takes_to_the_caller_are_followed(string statements)
    {
        await Verify.Rule(Id, Method("Task<string>", "using var c = new HttpClient(); " + statements));
    }

    [Theory]
    [InlineData("ValueTask<string>", "return [|new ValueTask<string>(c.GetStringAsync(u))|];")]
    [InlineData("Task", "return [|c.GetStringAsync(u)|];")]
    [InlineData("Task", "return [|Task.WhenAll(c.GetStringAsync(u), c.GetStringAsync(u))|];")]
    [InlineData("Task", "var all = new List<Task>(); all.Add(c.GetStringAsync(u)); return [|Task.WhenAll(all)|];")]
    [InlineData("Task[]", "return [|new Task[] { c.GetStringAsync(u) }|];")]
    [InlineData("object", "return [|c.GetStringAsync(u)|];")]
    [InlineData("ConfiguredTaskAwaitable<string>", "return [|c.GetStringAsync(u).ConfigureAwait(false)|];")]
    [InlineData("(Task<string>, int)", "return [|(c.GetStringAsync(u), 1)|];")]
    [InlineData("void", "_all.Add([|c.GetStringAsync(u)|]);")]
    [InlineData("void", "_task = [|c.GetStringAsync(u)|];")]
    [InlineData("void", "_ = [|c.GetStringAsync(u)|];")]
    [InlineData("void", "[|c.GetStringAsync(u)|];")]
    [InlineData("void", "var t = [|c.GetStringAsync(u)|];")]
    [InlineData("async Task", "await Task.Yield(); _ = [|c.GetStringAsync(u)|];")]
    [InlineData("async Task", "Task t; using (var d = new HttpClient()) { t = [|d.GetStringAsync(u)|]; } await t;")]
    [InlineData("async Task", "var all = new List<Task>(); foreach (var x in new[] { u }) { using var d = new HttpClient(); all.Add([|d.GetStringAsync(x)|]); } await Task.WhenAll(all);")]
    [InlineData("async Task<Task<string>>", "await Task.Yield(); return [|c.GetStringAsync(u)|];")]
    public async Task A_task_that_is_stored_or_dropped_is_reported(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, "using var c = new HttpClient(); " + statements));
    }

    [Theory]
    [InlineData("Task<string>", "return Task.FromResult(c.ToString()!);")]
    [InlineData("Task", "c.CancelPendingRequests(); return Task.CompletedTask;")]
    [InlineData("ValueTask<string>", "return new ValueTask<string>(c.ToString()!);")]
    [InlineData("ValueTask<string>", "return ValueTask.FromResult(c.ToString()!);")]
    [InlineData("ValueTask", "_ = c.ToString(); return default;")]
    [InlineData("Task<string>", "return Known(c);")]
    [InlineData("Task<string>", "_ = c.ToString(); return Other();")]
    [InlineData("string", "return c.GetStringAsync(u).Result;")]
    [InlineData("string", "return c.GetStringAsync(u).GetAwaiter().GetResult();")]
    [InlineData("string", "var t = c.GetStringAsync(u); t.Wait(); return t.Result;")]
    [InlineData("Task<string>", "var t = c.GetStringAsync(u); t.Wait(); return t;")]
    [InlineData("Task<string>", "var t = c.GetStringAsync(u); Task.WaitAll(t); return t;")]
    [InlineData("Task<string>", "var t = c.GetStringAsync(u); Block(t); return t;")]
    [InlineData("async Task<string>", "return await c.GetStringAsync(u);")]
    [InlineData("async Task<string>", "return await c.GetStringAsync(u).ConfigureAwait(false);")]
    [InlineData("async Task<string>", "var t = c.GetStringAsync(u); await Task.Yield(); return await t;")]
    [InlineData("async Task<string>", "_task = c.GetStringAsync(u); return await _task;")]
    [InlineData("async Task", "var a = c.GetStringAsync(u); var b = c.GetStringAsync(u); await Task.WhenAll(a, b);")]
    [InlineData("async Task", "var all = new List<Task>(); foreach (var x in new[] { u }) all.Add(c.GetStringAsync(x)); await Task.WhenAll(all);")]
    [InlineData("async Task", "var all = new[] { u }.Select(x => c.GetStringAsync(x)).ToList(); await Task.WhenAll(all);")]
    [InlineData("async Task", "var t = c.GetStringAsync(u); async Task Rest() => await t; await Rest();")]
    [InlineData("async Task", "await (given is null ? c.GetStringAsync(u) : Task.FromResult(string.Empty));")]
    [InlineData("async Task", "var t = c.GetStringAsync(u); Later(async () => await t);")]
    [InlineData("Func<Task>", "return () => c.GetStringAsync(u);")]
    [InlineData("void", "Later(() => c.GetStringAsync(u));")]
    public async Task A_task_that_is_done_or_awaited_or_works_with_something_else_is_silent(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, "using var c = new HttpClient(); " + statements));
    }

    [Theory]
    [InlineData("Task", "var c = new HttpClient(); return c.GetStringAsync(u);")]
    [InlineData("Task", "using (var c = new HttpClient()) { _ = c.ToString(); } return Other();")]
    [InlineData("Task", "var c = new HttpClient(); try { return c.GetStringAsync(u); } catch { c.Dispose(); throw; }")]
    [InlineData("Task", "var c = new HttpClient(); var ok = false; try { var t = c.GetStringAsync(u); ok = true; return t; } finally { if (!ok) c.Dispose(); }")]
    [InlineData("Task", "HttpClient? c = new HttpClient(); try { var t = c.GetStringAsync(u); c = null; return t; } finally { c?.Dispose(); }")]
    [InlineData("Task", "var c = new HttpClient(); return c.GetStringAsync(u).ContinueWith(_ => c.Dispose());")]
    [InlineData("Task", "using (ExecutionContext.SuppressFlow()) return Other();")]
    [InlineData("Task", "using var m = new MemoryStream(); return m.WriteAsync(new byte[1], 0, 1);")]
    [InlineData("Task", "using var m = new MemoryStream(); using var w = new StreamWriter(m); return w.WriteAsync(\"x\");")]
    [InlineData("Task<string>", "using var r = new StringReader(\"x\"); return r.ReadToEndAsync();")]
    [InlineData("Task<string>", "using TextReader r = new StringReader(\"x\"); return r.ReadToEndAsync();")]
    [InlineData("Task", "using var t = new DataTable(); return Ask(t);")]
    [InlineData("Task", "await using var s = new Source(); _ = s.RunAsync(); await Task.Delay(5);", "async ")]
    [InlineData("Task", "var s = new Source(); var t = s.RunAsync(); await Task.Delay(5); await s.DisposeAsync(); await t;", "async ")]
    [InlineData("Task", "var s = new Source(); var t = s.RunAsync(); await s.DisposeAsync(); await t;", "async ")]
    [InlineData("void", "var s = new Source(); var t = s.RunAsync(); s.Dispose(); Later(() => t);")]
    [InlineData("Task", "using var s = new Source(); var all = new[] { s.RunAsync() }; for (var i = 0; i < all.Length; i++) await all[i];", "async ")]
    [InlineData("Task", "using var s = new Source(); while (u.IsFile) { await Task.Delay(5); _ = s.RunAsync(); }", "async ")]
    [InlineData("Task", "Task? t = null; using var c = new HttpClient(); if (given is null) t = c.GetStringAsync(u); Console.WriteLine(); if (t != null) await t;", "async ")]
    [InlineData("Task", "await using var s = new MemoryStream(); await s.FlushAsync();", "async ")]
    [InlineData("Task", "using var s = new CancellationTokenSource(); var t = Run(s.Token); s.Cancel(); await t;", "async ")]
    [InlineData("Task", "using var s = new CancellationTokenSource(); _ = Run(s.Token); await Task.Delay(1); s.Cancel();", "async ")]
    public async Task What_is_not_closed_or_not_needed_any_more_is_silent(string type, string statements, string modifiers = "")
    {
        await Verify.Rule(Id, Method(modifiers + type, statements));
    }

    [Theory]
    [InlineData("Task", "using var s = File.OpenRead(\"a\"); return [|s.CopyToAsync(Stream.Null)|];")]
    [InlineData("Task", "using var m = new MemoryStream(); return [|m.CopyToAsync(Stream.Null)|];")]
    [InlineData("Task<string>", "using var s = File.OpenRead(\"a\"); var r = new StreamReader(s); return [|r.ReadToEndAsync()|];")]
    [InlineData("Task", "using var m = new HttpRequestMessage(); return [|given.SendAsync(m)|];")]
    [InlineData("Task", "using var b = new StringContent(\"x\"); return [|given.PostAsync(u, b)|];")]
    [InlineData("Task", "using var b = new StringContent(\"x\"); var m = new HttpRequestMessage { Content = b }; return [|given.SendAsync(m)|];")]
    [InlineData("Task", "using var b = new StringContent(\"x\"); var m = new HttpRequestMessage(); m.Content = b; return [|given.SendAsync(m)|];")]
    [InlineData("Task<string>", "using var m = new HttpResponseMessage(); return [|m.Content.ReadAsStringAsync()|];")]
    [InlineData("Task", "using var s = new CancellationTokenSource(5); return [|Run(s.Token)|];")]
    [InlineData("Task", "using var g = new SemaphoreSlim(1); return [|g.WaitAsync()|];")]
    [InlineData("Task", "using (var p = new Process()) return [|p.StandardOutput.ReadToEndAsync()|];")]
    [InlineData("IAsyncEnumerable<int>", "using var s = new Source(); return [|s.StreamAsync()|];")]
    [InlineData("Task", "await using var s = new Source(); await Task.Yield(); _ = [|s.RunAsync()|];", "async ")]
    [InlineData("Task", "await using (var s = new Source()) { _ = [|s.RunAsync()|]; }", "async ")]
    [InlineData("Task", "var s = new Source(); await using (s.ConfigureAwait(false)) { _ = [|s.RunAsync()|]; }", "async ")]
    [InlineData("Task", "var s = new Source(); await using var _ = s.ConfigureAwait(false); var t = [|s.RunAsync()|];", "async ")]
    public async Task Every_closable_object_counts_in_whatever_place_the_call_takes_it(string type, string statements, string modifiers = "")
    {
        await Verify.Rule(Id, Method(modifiers + type, statements));
    }

    [Theory]
    [InlineData("Task", "using (Gate()) return [|Other()|];")]
    [InlineData("Task", "using (Gate()) { var t = Other(); return [|t|]; }")]
    [InlineData("Task", "using var g = Gate(); return [|Other()|];")]
    [InlineData("Task", "using var g = Gate(); while (true) { return [|Other()|]; }")]
    [InlineData("Task", "var s = new TaskCompletionSource<int>(); using (Gate()) return [|s.Task|];")]
    [InlineData("Task", "using (Gate()) return Task.CompletedTask;")]
    [InlineData("Task", "foreach (var x in (IEnumerable<int>)[1]) return Other(); return Task.CompletedTask;")]
    [InlineData("Task", "using (Gate()) foreach (var x in (IEnumerable<int>)[1]) return [|Other()|]; return Task.CompletedTask;")]
    [InlineData("Task", "using (Gate()) return _task;")]
    [InlineData("Task", "using (Gate()) return _task ??= Other();")]
    [InlineData("Task", "using (Gate()) { _task = Other(); return _task; }")]
    [InlineData("Task", "using (Gate()) return _task ??= Task.FromResult(\"\");")]
    [InlineData("Task", "using (Gate()) { _ = Other(); return Task.CompletedTask; }")]
    [InlineData("Task", "using var g = Gate(); Console.WriteLine(g); return Other();")]
    [InlineData("Task", "using IDisposable _ = given; Console.WriteLine(given); return Other();")]
    [InlineData("Task", "using (Gate()) await Other();", "async ")]
    public async Task A_scope_that_nothing_names_is_there_for_the_work_in_it(string type, string statements, string modifiers = "")
    {
        await Verify.Rule(Id, Method(modifiers + type, statements));
    }

    [Fact]
    public async Task The_message_names_the_call_and_what_is_closed()
    {
        await Verify.Rule(
            Id,
            Method("Task", "using var c = new HttpClient(); using (Gate()) { if (u is null) return {|#0:Other()|}; } return {|#1:c.GetStringAsync(u)|};"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("Other", "leaves the scope of", "IDisposable"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("GetStringAsync", "still uses", "c"));
    }

    [Theory]
    [InlineData("using var c = new HttpClient(); var t = c.GetStringAsync(u); Missing(async () => await t); return null!;")]
    [InlineData("using var c = new Missing(); return c.GetStringAsync(u);")]
    [InlineData("using var c = missing; return missing.Get();")]
    [InlineData("dynamic d = given; using (given) { Task<string> t = given.GetStringAsync(u); d.Wait(t); return t; }")]
    [InlineData("using () return given.GetStringAsync(u);")]
    [InlineData("using (given) return given.GetStringAsync(")]
    public async Task Code_that_does_not_compile_or_is_bound_at_run_time_is_no_finding(string statements)
    {
        await Verify.Rule(Id, Method("Task<string>", statements), test => test.CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None);
    }

    private static string Method(string type, string statements)
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Data;
            using System.Diagnostics;
            using System.IO;
            using System.Linq;
            using System.Net.Http;
            using System.Runtime.CompilerServices;
            using System.Threading;
            using System.Threading.Tasks;

            #pragma warning disable CS1998, CS4014, CS0649

            internal class Holder
            {
                private readonly List<Task> _all = [];
                private Task<string> _task = null!;

                public {{type}} M(Uri u, HttpClient given) { {{statements}} }

                private static HttpClient Make() => new();
                private static IDisposable Gate() => throw null!;
                private static async Task<string> Ask(object o) { await Task.Yield(); return ""; }
                private static Task<string> Known(object o) => Task.FromResult("");
                private static async Task<string> Ask(Func<Task<string>> f) => await f();
                private static Task<string> Ask(Func<Uri, Task<string>> f) => f(null!);
                private static async Task<string> Other() { await Task.Yield(); return ""; }
                private static async Task Run(CancellationToken token) => await Task.Delay(10, token);
                private static void Block(Task t) => t.Wait();
                private static void Later(Func<Task> f) { }
            }

            internal static class Extensions
            {
                public static async Task<string> Ask(this HttpClient c) => await c.GetStringAsync("");
            }

            internal sealed class Reader
            {
                private readonly HttpClient _c;

                public Reader(HttpClient c) => _c = c;

                public Task<string> ReadAsync() => _c.GetStringAsync("");
            }

            internal sealed class Source : IDisposable, IAsyncDisposable
            {
                public async IAsyncEnumerable<int> StreamAsync() { await Task.Yield(); yield return 1; }

                public async Task RunAsync() => await Task.Yield();

                public void Dispose() { }

                public ValueTask DisposeAsync() => default;
            }
            """;
    }
}
