using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Finalizers;

public sealed partial class FinalizerSchedulesAsyncWorkTests
{
    private const string Id = "LIFE101";

    [Fact]
    public async Task Retry_loop_behind_two_members_is_reported_with_its_chain()
    {
        await Verify.Rule(
            Id,
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            sealed class ScratchFolder : IDisposable, IAsyncDisposable
            {
                private readonly string _path = Path.GetTempPath();

                ~ScratchFolder() => {|#0:Dispose()|};

                public void Dispose()
                {
                    GC.SuppressFinalize(this);
                    _ = {|#1:DisposeAsync()|};
                }

                public async ValueTask DisposeAsync()
                {
                    for (var attempt = 0; attempt < 10; attempt++)
                    {
                        try
                        {
                            Directory.Delete(_path, recursive: true);
                            return;
                        }
                        catch (IOException)
                        {
                            await Task.Delay(50 << attempt).ConfigureAwait(false);
                        }
                    }
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("ScratchFolder", "~ScratchFolder -> Dispose -> DisposeAsync -> Task.Delay"));
    }

    [Fact]
    public async Task Dropped_DisposeAsync_is_reported_though_it_only_frees_on_this_side()
    {
        await Verify.Rule(
            Id,
            """
            using System;
            using System.Threading.Tasks;

            class Replica : IAsyncDisposable
            {
                ~Replica() => {|#0:DisposeAsync(false)|};

                public ValueTask DisposeAsync() => DisposeAsync(true);

                protected virtual ValueTask DisposeAsync(bool disposing)
                {
                    if (!disposing)
                        return default;

                    return new ValueTask(Task.Delay(1));
                }
            }

            class Component
            {
                ~Component() => _ = {|#1:DisposeAsync(false)|};

                protected virtual async ValueTask DisposeAsync(bool disposing)
                {
                    if (disposing)
                        await Task.Yield();
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("Replica", "~Replica -> DisposeAsync"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("Component", "~Component -> DisposeAsync"));
    }

    [Theory]
    [InlineData("Task.Run(Close)")]
    [InlineData("Task.Factory.StartNew(Close)")]
    [InlineData("new TaskFactory().StartNew(Close)")]
    [InlineData("new Task(Close).Start()")]
    [InlineData("_running.ContinueWith(_ => Close())")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Close())")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => Close(), null)")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_item, preferLocal: true)")]
    [InlineData("new Thread(Close).Start()")]
    [InlineData("_context.Post(_ => Close(), null)")]
    [InlineData("_context.Send(_ => Close(), null)")]
    [InlineData("Parallel.Invoke(Close, Close)")]
    [InlineData("new Timer(_ => Close(), null, 0, 10)")]
    [InlineData("_timer.Change(100, Timeout.Infinite)")]
    [InlineData("_ticks.Start()")]
    [InlineData("CloseAsync()")]
    [InlineData("CloseInVoid()")]
    [InlineData("_client.SendAsync(new(), default)")]
    [InlineData("_queue.Writer.WriteAsync(1)")]
    [InlineData("_inner.DisposeAsync()")]
    [InlineData("_hook()")]
    [InlineData("_hook.Invoke()")]
    [InlineData("_source.CancelAsync()")]
    [InlineData("_yielding.WaitAsync()")]
    [InlineData("Task.WhenAll(_tasks)")]
    public async Task Work_started_in_the_finalizer_itself_is_reported(string work)
    {
        await Verify.Rule(
            Id,
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Channels;
            using System.Threading.Tasks;

            class C
            {
                private Task _running = Task.CompletedTask;
                private List<Task> _tasks = new();
                private SynchronizationContext _context = new();
                private IThreadPoolWorkItem _item = null!;
                private Timer _timer = null!;
                private System.Timers.Timer _ticks = new();
                private HttpClient _client = null!;
                private Channel<int> _queue = null!;
                private IAsyncDisposable _inner = null!;
                private Func<Task> _hook = null!;
                private CancellationTokenSource _source = new();
                private SemaphoreSlim _yielding = new(1);

                ~C()
                {
                    [|{{work}}|];
                }

                private void Close() { }
                private async Task CloseAsync() => await Task.Yield();
                private async void CloseInVoid() => await Task.Yield();
            }
            """);
    }

    [Theory]
    [InlineData("_ = [|CloseAsync()|];")]
    [InlineData("[|CloseAsync()|].ConfigureAwait(false);")]
    [InlineData("_ = [|CloseAsync()|].ConfigureAwait(false);")]
    [InlineData("var task = [|CloseAsync()|];")]
    [InlineData("Task task; task = [|CloseAsync()|];")]
    [InlineData("[|CloseAsync()|].Forget();")]
    [InlineData("[|CloseAsync()|].AsValue().Forget();")]
    [InlineData("[|CloseAsync()|].ForgetAndLog();")]
    [InlineData("_ = Task.WhenAll([|CloseAsync()|], [|CloseAsync()|]);")]
    [InlineData("_ = new ValueTask([|CloseAsync()|]);")]
    [InlineData("_ = [|other?.CloseAsync()|];")]
    [InlineData("[|other?.CloseAsync()|];")]
    [InlineData("_ = flag ? [|CloseAsync()|] : null;")]
    [InlineData("_ = [|CloseAsync()|].ContinueWith(t => { });")]
    [InlineData("if (!IsClosed) [|CloseAsync()|];")]
    [InlineData("try { if (!IsClosed) [|Task.Run(CloseAsync)|]; } catch { }")]
    [InlineData("try { } finally { [|CloseAsync()|]; }")]
    [InlineData("foreach (var c in others) [|c.CloseAsync()|];")]
    [InlineData("lock (others) { [|CloseAsync()|]; }")]
    [InlineData("Task Later() => CloseAsync(); [|Later()|];")]
    [InlineData("void Later() => CloseAsync(); [|Later()|];")]
    [InlineData("async void Later() => await CloseAsync(); [|Later()|];")]
    [InlineData("Action later = () => CloseAsync(); [|later()|];")]
    [InlineData("Action later = async () => await CloseAsync(); [|later()|];")]
    [InlineData("Func<Task> later = CloseAsync; [|later()|];")]
    [InlineData("closing = [|CloseAsync()|];")]
    [InlineData("closing ??= [|CloseAsync()|];")]
    [InlineData("if (closing is null) closing = [|CloseAsync()|];")]
    [InlineData("Action later = CloseInVoid; [|later()|];")]
    [InlineData("[|Safely(() => _ = CloseAsync())|];")]
    [InlineData("[|Safely(async () => await CloseAsync())|];")]
    [InlineData("var helper = [|new Helper(this)|];")]
    [InlineData("[|Closing|] = true;")]
    [InlineData("var pending = [|Pending|];")]
    [InlineData("using var scope = [|new Scope()|];", "sealed class Scope : IDisposable { public Scope() { _ = Task.Delay(1); } public void Dispose() { } }")]
    [InlineData("bool open = [|!this|];")]
    [InlineData("foreach (var item in [|new Items()|]) { }", "class Items { public Items GetEnumerator() => this; public int Current => 0; public bool MoveNext() { Task.Run(() => { }); return false; } }")]
    public async Task Every_form_of_dropping_is_reported(string statement, string more = "")
    {
        await Verify.Rule(
            Id,
            $$"""
            using System;
            using System.Threading.Tasks;

            class C
            {
                private C? other = null;
                private C[] others = new C[0];
                private Task? closing = null;
                private bool flag = false;

                ~C()
                {
                    {{statement}}
                }

                public bool IsClosed => flag;
                public bool Closing { get => false; set { if (value) _ = CloseAsync(); } }
                public Task Pending { get { _ = CloseAsync(); return Task.CompletedTask; } }

                public async Task CloseAsync() => await Task.Yield();
                private async void CloseInVoid() => await Task.Yield();

                private static void Safely(Action action)
                {
                    try { action(); } catch (Exception) { }
                }

                public static bool operator !(C c) { _ = c.CloseAsync(); return true; }
            }

            class Helper
            {
                public Helper(C c) => _ = c.CloseAsync();
            }

            {{more}}

            static class TaskExtensions
            {
                public static ValueTask AsValue(this Task task) => new(task);
                public static void Forget(this Task task) { }
                public static void Forget(this ValueTask task) { }
                public static async void ForgetAndLog(this Task task) => await task;
            }
            """);
    }

    [Theory]
    [InlineData("Dispose(false);")]
    [InlineData("Dispose(disposing: false);")]
    [InlineData("DisposeDefault();")]
    [InlineData("const bool no = false; Dispose(no);")]
    [InlineData("var no = false; Dispose(no);")]
    [InlineData("Forward(false);")]
    [InlineData("Early(false);")]
    [InlineData("And(false, flag);")]
    [InlineData("Ternary(false);")]
    [InlineData("Pattern(false);")]
    [InlineData("Switch(Reason.Collected);")]
    [InlineData("SwitchExpression(0);")]
    [InlineData("Inverted(!false);")]
    [InlineData("NullCheck(null);")]
    [InlineData("Local(false);")]
    [InlineData("InLambda(false);")]
    [InlineData("InTry(false);")]
    [InlineData("Closing = false;")]
    public async Task Only_the_side_that_the_finalizer_takes_is_followed(string statement)
    {
        await Verify.Rule(
            Id,
            $$"""
            using System;
            using System.Threading.Tasks;

            enum Reason { Collected, Closed }

            class C
            {
                private bool flag = false;

                ~C()
                {
                    {{statement}}
                }

                protected virtual void Dispose(bool disposing) { if (disposing) _ = CloseAsync(); }
                private void DisposeDefault(bool disposing = false) { if (disposing) _ = CloseAsync(); }
                private void Forward(bool disposing) => Early(disposing);
                private void Early(bool disposing) { if (!disposing) return; _ = CloseAsync(); }
                private void And(bool disposing, bool other) { if (other && disposing && flag) _ = CloseAsync(); }
                private void Ternary(bool disposing) { _ = disposing ? CloseAsync() : Task.CompletedTask; }
                private void Pattern(bool disposing) { if (disposing is not true) return; _ = CloseAsync(); }
                private void Switch(Reason reason) { switch (reason) { case Reason.Closed: _ = CloseAsync(); break; default: break; } }
                private void SwitchExpression(int kind) { _ = kind switch { 1 or > 5 => CloseAsync(), _ => Task.CompletedTask }; }
                private void Inverted(bool finalizing) { if (finalizing == false) _ = CloseAsync(); }
                private void NullCheck(object? why) { if (why is null) return; _ = CloseAsync(); }
                private void Local(bool disposing) { void Inner() { if (disposing) _ = CloseAsync(); } Inner(); }
                private void InLambda(bool disposing) { Action inner = () => { if (disposing) _ = CloseAsync(); }; inner(); }
                private void InTry(bool disposing) { try { flag = true; } catch when (disposing) { _ = CloseAsync(); } finally { if (disposing) _ = CloseAsync(); } }
                private bool Closing { set { if (value) _ = CloseAsync(); } }

                public async Task CloseAsync() => await Task.Yield();
            }
            """);
    }

    [Theory]
    [InlineData("[|Dispose(true)|];")]
    [InlineData("var sure = false; sure = flag; [|Dispose(sure)|];")]
    [InlineData("var sure = false; if (flag) sure = true; [|Dispose(sure)|];")]
    [InlineData("var sure = false; Toggle(ref sure); [|Dispose(sure)|];")]
    [InlineData("var sure = false; Action toggle = () => sure = true; toggle(); [|Dispose(sure)|];")]
    [InlineData("var sure = false; while (flag) { [|Dispose(sure)|]; sure = true; }")]
    [InlineData("[|Reassigned(false)|];")]
    [InlineData("[|Other(false)|];")]
    public async Task A_value_that_may_be_true_is_followed(string statement)
    {
        await Verify.Rule(
            Id,
            $$"""
            using System;
            using System.Threading.Tasks;

            class C
            {
                private bool flag = false;

                ~C()
                {
                    {{statement}}
                }

                protected virtual void Dispose(bool disposing) { if (disposing) _ = Task.Delay(1); }
                private void Reassigned(bool disposing) { disposing |= flag; if (disposing) _ = Task.Delay(1); }
                private void Other(bool disposing) { if (disposing || flag) _ = Task.Delay(1); }
                private static void Toggle(ref bool value) => value = !value;
            }
            """);
    }

    [Theory]
    [InlineData("System.Diagnostics.Debug.Fail(\"not closed\");")]
    [InlineData("System.Diagnostics.Debug.WriteLine($\"{Log(\"x\")} not closed\");")]
    [InlineData("Console.Error.WriteLine(\"not closed\");")]
    [InlineData("Interlocked.Decrement(ref s_count);")]
    [InlineData("Marshal.FreeHGlobal(_memory);")]
    [InlineData("_timer?.Change(Timeout.Infinite, Timeout.Infinite);")]
    [InlineData("_timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);")]
    [InlineData("_timer?.Change(TimeSpan.FromMilliseconds(-1), TimeSpan.Zero);")]
    [InlineData("_timer?.Change(new TimeSpan(0, 0, 0, 0, -1), TimeSpan.Zero);")]
    [InlineData("_timer?.Dispose();")]
    [InlineData("_source.Cancel();")]
    [InlineData("_leaked?.Invoke(this, EventArgs.Empty);")]
    [InlineData("_ = Task.CompletedTask;")]
    [InlineData("_ = Task.FromResult(1);")]
    [InlineData("_inner.Dispose();")]
    [InlineData("var factory = new TaskFactory();")]
    [InlineData("Func<Task> unused = () => Task.Delay(1);")]
    [InlineData("GC.KeepAlive(this);")]
    [InlineData("_queue.Writer.TryComplete();")]
    public async Task Work_that_is_done_at_once_stays_silent(string statement)
    {
        await Verify.Rule(
            Id,
            $$"""
            using System;
            using System.Runtime.InteropServices;
            using System.Threading;
            using System.Threading.Channels;
            using System.Threading.Tasks;

            class C
            {
                private static int s_count;
                private nint _memory = 0;
                private Timer? _timer = null;
                private CancellationTokenSource _source = new();
                private EventHandler? _leaked = null;
                private IDisposable _inner = null!;
                private Channel<int> _queue = null!;

                ~C()
                {
                    {{statement}}
                }

                private static string Log(string text) => text + s_count;
            }
            """);
    }
}
