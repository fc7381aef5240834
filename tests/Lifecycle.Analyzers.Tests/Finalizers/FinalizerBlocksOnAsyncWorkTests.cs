using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Finalizers;

public sealed class FinalizerBlocksOnAsyncWorkTests
{
    private const string Id = "LIFE102";

    [Fact]
    public async Task Wait_in_the_finalizer_is_reported_and_nothing_else()
    {
        var test = new LifecycleTest(Id, "LIFE101")
        {
            TestCode = """
                using System;
                using System.Threading;
                using System.Threading.Tasks;

                class AudioProvider : IAsyncDisposable
                {
                    private readonly SemaphoreSlim _gate = new(1);

                    ~AudioProvider() => {|#0:DisposeAsync(false).Wait()|};

                    public ValueTask DisposeAsync() => new(DisposeAsync(true));

                    protected virtual async Task DisposeAsync(bool disposing)
                    {
                        await _gate.WaitAsync();
                        await Task.Run(() => { });
                    }
                }
                """,
        };
        test.ExpectedDiagnostics.Add(Verify.Diagnostic(Id).WithLocation(0).WithArguments("AudioProvider", "~AudioProvider -> Task.Wait"));
        await test.RunAsync();
    }

    [Fact]
    public async Task Task_that_is_waited_for_is_not_scheduled_as_well()
    {
        var test = new LifecycleTest(Id, "LIFE101")
        {
            TestCode = """
                using System;
                using System.Threading.Tasks;

                class DeviceViewModel : IDisposable, IAsyncDisposable
                {
                    ~DeviceViewModel() => {|#0:Dispose()|};

                    public void Dispose() => {|#1:Task.Run(DisposeAsync).Wait()|};

                    public async Task DisposeAsync() => await Task.Delay(1);

                    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
                }
                """,
        };
        test.ExpectedDiagnostics.Add(Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("DeviceViewModel", "~DeviceViewModel -> Dispose -> Task.Wait"));
        await test.RunAsync();
    }

    [Fact]
    public async Task Event_that_a_completion_sets_is_reported()
    {
        var test = new LifecycleTest(Id, "LIFE101")
        {
            TestCode = """
                using System;
                using System.Threading;
                using System.Threading.Tasks;

                class DisposableObject : IAsyncDisposable
                {
                    ~DisposableObject()
                    {
                        var awaiter = DisposeAsync(false).GetAwaiter();
                        if (!awaiter.IsCompleted)
                        {
                            using var done = new ManualResetEvent(false);
                            awaiter.OnCompleted(() => done.Set());
                            {|LIFE102:done.WaitOne()|};
                        }

                        {|LIFE102:awaiter.GetResult()|};
                    }

                    public ValueTask DisposeAsync() => DisposeAsync(true);

                    protected virtual ValueTask DisposeAsync(bool disposing) => default;
                }
                """,
        };
        await test.RunAsync();
    }

    [Theory]
    [InlineData("[|CloseAsync().Wait()|];")]
    [InlineData("[|CloseAsync().Wait(500)|];")]
    [InlineData("[|CloseAsync().GetAwaiter().GetResult()|];")]
    [InlineData("[|CloseAsync().ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("[|CountAsync().GetAwaiter().GetResult()|];")]
    [InlineData("[|CountAsync().ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("_ = [|CountAsync().Result|];")]
    [InlineData("[|DisposeAsync().AsTask().Wait()|];")]
    [InlineData("[|DisposeAsync().GetAwaiter().GetResult()|];")]
    [InlineData("[|DisposeAsync().ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("[|Task.Run(CloseAsync).Wait()|];")]
    [InlineData("[|Task.Run(() => CloseAsync()).GetAwaiter().GetResult()|];")]
    [InlineData("[|Task.WaitAll(CloseAsync(), CloseAsync())|];")]
    [InlineData("[|Task.WaitAll(new[] { CloseAsync() })|];")]
    [InlineData("[|Task.WaitAny(CloseAsync(), Task.Delay(100))|];")]
    [InlineData("[|Task.WhenAll(CloseAsync(), CloseAsync()).Wait()|];")]
    [InlineData("var t = CloseAsync(); [|t.Wait()|];")]
    [InlineData("var t = CloseAsync(); [|Task.WaitAll(t)|];")]
    [InlineData("Task[] t = { CloseAsync(), Task.Run(CloseAsync) }; [|Task.WaitAll(t)|];")]
    [InlineData("[|_semaphore.Wait()|];")]
    [InlineData("[|_event.Wait()|];")]
    [InlineData("[|_handle.WaitOne()|];")]
    [InlineData("[|WaitHandle.WaitAll(new[] { _handle })|];")]
    [InlineData("[|_countdown.Wait()|];")]
    [InlineData("[|_barrier.SignalAndWait()|];")]
    [InlineData("[|_thread.Join()|];")]
    [InlineData("[|Monitor.Wait(_semaphore)|];")]
    [InlineData("[|_items.Take()|];")]
    [InlineData("[|CloseAsync().RunSync()|];")]
    [InlineData("[|RunSync(() => CloseAsync())|];")]
    [InlineData("try { [|CloseAsync().Wait()|]; } catch { }")]
    [InlineData("if (!_closed) [|Dispose()|];")]
    [InlineData("[|(_closed ? CloseAsync() : Task.Delay(1)).Wait()|];")]
    public async Task Every_way_to_wait_is_reported(string statement)
    {
        var test = new LifecycleTest(Id, "LIFE101")
        {
            TestCode = $$"""
                using System;
                using System.Collections.Concurrent;
                using System.Threading;
                using System.Threading.Tasks;

                class C : IDisposable, IAsyncDisposable
                {
                    private bool _closed = false;
                    private SemaphoreSlim _semaphore = new(0);
                    private ManualResetEventSlim _event = new();
                    private EventWaitHandle _handle = new AutoResetEvent(false);
                    private Mutex _mutex = new();
                    private CountdownEvent _countdown = new(1);
                    private Barrier _barrier = new(2);
                    private Thread _thread = null!;
                    private BlockingCollection<int> _items = new();

                    ~C()
                    {
                        {{statement}}
                    }

                    public void Dispose() => DisposeAsync().AsTask().Wait();
                    public async ValueTask DisposeAsync() => await CloseAsync();
                    private async Task CloseAsync() => await Task.Delay(1);
                    private async Task<int> CountAsync() { await Task.Delay(1); return 1; }
                    private static void RunSync(Func<Task> action) => action().GetAwaiter().GetResult();
                }

                static class TaskExtensions
                {
                    public static void RunSync(this Task task) => task.GetAwaiter().GetResult();
                }
                """,
        };
        await test.RunAsync();
    }

    [Theory]
    [InlineData("lock (_gate) { }")]
    [InlineData("_semaphore.Wait(0);")]
    [InlineData("_handle.WaitOne(TimeSpan.Zero);")]
    [InlineData("_semaphore.Release();")]
    [InlineData("_mutex.WaitOne();")]
    [InlineData("_items.TryTake(out _);")]
    [InlineData("Dispose(false);")]
    [InlineData("_task.Dispose();")]
    [InlineData("var done = _task.IsCompleted;")]
    public async Task What_does_not_wait_stays_silent(string statement)
    {
        var test = new LifecycleTest(Id, "LIFE101")
        {
            TestCode = $$"""
                using System;
                using System.Collections.Concurrent;
                using System.Threading;
                using System.Threading.Tasks;

                class C
                {
                    private readonly object _gate = new();
                    private SemaphoreSlim _semaphore = new(0);
                    private EventWaitHandle _handle = new AutoResetEvent(false);
                    private Mutex _mutex = new();
                    private BlockingCollection<int> _items = new();
                    private Task _task = Task.CompletedTask;

                    ~C()
                    {
                        {{statement}}
                    }

                    protected virtual void Dispose(bool disposing)
                    {
                        if (disposing)
                            _task.Wait();
                    }
                }
                """,
        };
        await test.RunAsync();
    }

    [Fact]
    public async Task Both_defects_of_one_call_are_reported()
    {
        var test = new LifecycleTest(Id, "LIFE101")
        {
            TestCode = """
                using System.Threading.Tasks;

                class C
                {
                    ~C() => {|#0:Close()|};

                    private void Close()
                    {
                        {|#1:Task.Run(() => { })|};
                        {|#2:Task.Delay(1).Wait()|};
                    }
                }
                """,
        };
        test.ExpectedDiagnostics.Add(Verify.Diagnostic("LIFE101").WithLocation(0).WithLocation(1).WithArguments("C", "~C -> Close -> Task.Run"));
        test.ExpectedDiagnostics.Add(Verify.Diagnostic(Id).WithLocation(0).WithLocation(2).WithArguments("C", "~C -> Close -> Task.Wait"));
        await test.RunAsync();
    }
}
