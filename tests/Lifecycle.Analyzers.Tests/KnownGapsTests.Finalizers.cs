using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests;

public sealed partial class KnownGapsTests
{
    [Theory]
    [InlineData("_tasks.ForEach(task => Schedule());")] // A lambda that code of another assembly calls.
    [InlineData("_close();")] // A delegate in a field: which function it holds is not known.
    [InlineData("if (!_always) Schedule();", true)] // The value of a field is not known, though nothing ever sets it.
    [InlineData("_ = new Started();")] // Initializers of fields that a constructor runs.
    public async Task Finalizer_path_ends_at_what_is_not_known(string statement, bool isFalseAlarm = false)
    {
        await Verify.Rule(
            "LIFE101",
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;

            class C
            {
                private readonly bool _always = true;
                private readonly Action _close;
                private readonly List<Task> _tasks = new();

                public C() => _close = Schedule;

                ~C()
                {
                    {{(isFalseAlarm ? statement.Replace("Schedule()", "[|Schedule()|]") : statement)}}
                }

                public static void Schedule() => Task.Run(() => { });
            }

            class Started
            {
                private readonly Task _task = Task.Run(() => { });
            }
            """);
    }

    [Fact]
    public async Task Wait_for_a_task_that_is_known_to_be_complete_is_reported()
    {
        await Verify.Rule(
            "LIFE102",
            """
            using System.Threading.Tasks;

            class C
            {
                private readonly Task<int> _result = Task.FromResult(1);

                ~C()
                {
                    if (_result.IsCompletedSuccessfully)
                        [|_result.Wait()|];
                }
            }
            """);
    }

    [Theory]
    [InlineData("lock (this) { }")]
    [InlineData("System.Threading.Monitor.Enter(this);")]
    [InlineData("_lock.EnterWriteLock();")]
    [InlineData("_mutex.WaitOne();")]
    public async Task Lock_that_holds_up_the_finalizer_thread_is_not_reported(string statement)
    {
        await Verify.Rule(
            "LIFE102",
            $$"""
            class C
            {
                private readonly System.Threading.ReaderWriterLockSlim _lock = new();
                private readonly System.Threading.Mutex _mutex = new();

                ~C()
                {
                    {{statement}}
                }
            }
            """);
    }
}
