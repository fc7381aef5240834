using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Finalizers;

/// <summary>The finalizer that reports, what other files and targets make of both repairs, and Fix All.</summary>
public sealed partial class FinalizerSchedulesAsyncWorkFixTests
{
    private const string Move = "MoveIntoDisposeAsync";
    private const string Report = "ReportLeak";

    [Fact]
    public async Task Leak_is_reported_under_the_closed_check()
    {
        await Reports(
            """
            using System;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _isClosed;

                ~C() => {|LIFE102:DisposeAsync().AsTask().Wait()|};

                public async ValueTask DisposeAsync()
                {
                    if (_isClosed)
                        return;

                    _isClosed = true;
                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            """
            using System;
            using System.Diagnostics;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private bool _isClosed;

                ~C()
                {
                    if (!_isClosed)
                        Debug.WriteLine("A C was not closed: call DisposeAsync.");
                }

                public async ValueTask DisposeAsync()
                {
                    if (_isClosed)
                        return;

                    _isClosed = true;
                    await _probe.DisposeAsync().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }
            }
            """,
            "LIFE102",
            runs: false);
    }

    [Fact]
    public async Task Leak_is_reported_where_the_synchronous_close_does_the_work()
    {
        await Reports(
            """
            using System;
            using System.Threading.Tasks;

            public sealed class Watcher : IDisposable
            {
                ~Watcher() => [|Dispose()|];

                public void Dispose() => _ = StopAsync();

                private async Task StopAsync() => await Task.Delay(1).ConfigureAwait(false);
            }
            """,
            """
            using System;
            using System.Diagnostics;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class Watcher : IDisposable
            {
                private int _disposed;

                ~Watcher()
                {
                    if (_disposed == 0)
                        Debug.WriteLine("A Watcher was not closed: call Dispose.");
                }

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _ = StopAsync();
                    GC.SuppressFinalize(this);
                }

                private async Task StopAsync() => await Task.Delay(1).ConfigureAwait(false);
            }
            """,
            runs: false);
    }

    [Fact]
    public async Task Leak_is_reported_of_a_type_that_gets_its_close_only_now()
    {
        await Reports(
            """
            using System;
            using System.Runtime.InteropServices;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C
            {
                private readonly Probe _probe = new();
                private readonly IntPtr _buffer = Marshal.AllocHGlobal(16);

                ~C()
                {
                    _ = [|_probe.DisposeAsync()|];
                    Marshal.FreeHGlobal(_buffer);
                }
            }
            """,
            """
            using System;
            using System.Diagnostics;
            using System.Runtime.InteropServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private readonly IntPtr _buffer = Marshal.AllocHGlobal(16);
                private int _nativeReleased;
                private int _disposed;

                ~C()
                {
                    if (_disposed == 0)
                        Debug.WriteLine("A C was not closed: call DisposeAsync.");

                    ReleaseNative();
                }

                private void ReleaseNative()
                {
                    if (Interlocked.Exchange(ref _nativeReleased, 1) != 0)
                        return;

                    Marshal.FreeHGlobal(_buffer);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await _probe.DisposeAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        ReleaseNative();
                    }
                    GC.SuppressFinalize(this);
                }
            }
            """);
    }

    [Fact]
    public async Task All_finalizers_of_a_file_are_mended_at_once()
    {
        await Moves(
            """
            using System.Threading.Tasks;

            sealed class First
            {
                ~First()
                {
                    [|CloseAsync()|];
                    _ = [|Task.Run(CloseAsync)|];
                }

                private async Task CloseAsync() => await Task.Delay(1).ConfigureAwait(false);

                sealed class Inner
                {
                    private readonly First _first = new First();

                    ~Inner() => _ = [|_first.CloseAsync()|];
                }
            }

            sealed class Second
            {
                ~Second() => [|Close()|];

                private void Close() => Task.Delay(1);
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            sealed class First : IAsyncDisposable
            {
                private int _disposed;

                private async Task CloseAsync() => await Task.Delay(1).ConfigureAwait(false);

                sealed class Inner : IAsyncDisposable
                {
                    private readonly First _first = new First();
                    private int _disposed;

                    public async ValueTask DisposeAsync()
                    {
                        if (Interlocked.Exchange(ref _disposed, 1) != 0)
                            return;

                        await _first.CloseAsync().ConfigureAwait(false);
                    }
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    try
                    {
                        await CloseAsync().ConfigureAwait(false);
                    }
                    finally
                    {
                        await CloseAsync().ConfigureAwait(false);
                    }
                }
            }

            sealed class Second : IAsyncDisposable
            {
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await Task.Delay(1).ConfigureAwait(false);
                }
            }
            """,
            runs: false,
            configure: test => test.NumberOfFixAllIterations = 1);
    }

    [Fact]
    public async Task Manner_of_the_file_is_kept()
    {
        await Moves(
            """
            namespace Demo
            {
              using System.Threading.Tasks;

              internal sealed class Feed
              {
                // Where the entries come from.
                private readonly System.IO.Stream source = System.IO.Stream.Null;

                #region Life

                // What follows is old.

                // Closes what was forgotten.
                ~Feed()
                {
                  if (this.source.CanRead)
                  {
                    [|this.source.DisposeAsync()|];
                  }
                }

                #endregion
              }
            }
            """,
            """
            namespace Demo
            {
              using System;
              using System.Threading;
              using System.Threading.Tasks;

              internal sealed class Feed : IAsyncDisposable
              {
                // Where the entries come from.
                private readonly System.IO.Stream source = System.IO.Stream.Null;
                private int disposed;

                #region Life

                // What follows is old.

                #endregion

                public async ValueTask DisposeAsync()
                {
                  if (Interlocked.Exchange(ref this.disposed, 1) != 0)
                  {
                    return;
                  }

                  if (this.source.CanRead)
                  {
                    await this.source.DisposeAsync().ConfigureAwait(false);
                  }
                }
              }
            }
            """,
            runs: false);
    }

    [Theory]
    [InlineData("class B { ~B() => [|Release()|]; protected virtual void Release() { } } class D : B { protected override void Release() => _ = Task.Delay(1); }")]
    [InlineData("class C { ~C() { [|Release()|]; } void Release() { _ = Task.Delay(1); Marshal.FreeHGlobal(default); } }")]
    [InlineData("class C { ~C() { [|Release(1)|]; } void Release(int code) { _ = Task.Delay(code); } }")]
    [InlineData("partial class C { ~C() { [|Release()|]; } } partial class C { void Release() { _ = Task.Delay(1); } }")]
    [InlineData("class C { ~C() { [|Release()|]; } void Release() { Deep(); } void Deep() { _ = Task.Delay(1); } }")]
    [InlineData("class C { ~C()\n{\n#if DEBUG\nTask.Delay(1);\n#else\n[|Task.Delay(2)|];\n#endif\n} }")]
    [InlineData("class C { ~C() { var buffer = _buffer; [|Task.Delay(1)|]; Marshal.FreeHGlobal(buffer); } private System.IntPtr _buffer = default; }")]
    public async Task Work_that_cannot_be_set_apart_gets_no_offer(string type)
    {
        var source = "using System.Runtime.InteropServices;\nusing System.Threading.Tasks;\n" + type;
        await Moves(source, source, runs: false);
        await Reports(source, source, runs: false);
    }

    [Fact]
    public async Task Old_target_gets_the_old_forms()
    {
        const string source = """
            using System.IO;
            using System.Threading.Tasks;

            public sealed class C
            {
                private readonly TextWriter _writer = TextWriter.Null;

                ~C()
                {
                    [|_writer?.FlushAsync()|];
                }
            }
            """;

        await Moves(
            source,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class C : IAsyncDisposable
            {
                private readonly TextWriter _writer = TextWriter.Null;
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    if (_writer != null)
                        await _writer.FlushAsync().ConfigureAwait(false);
                }
            }
            """,
            runs: false,
            configure: test => Target(test, TestTargets.NetStandard20WithAsyncInterfaces, LanguageVersion.CSharp8));
        await Moves(source, source, runs: false, configure: test => Target(test, TestTargets.NetFramework472, LanguageVersion.CSharp7_3));
    }

    private static void Target(LifecycleTest test, ReferenceAssemblies references, LanguageVersion language)
    {
        test.ReferenceAssemblies = references;
        test.LanguageVersion = language;
        test.Nullable = NullableContextOptions.Disable;
    }

    private static Task Moves(
        [StringSyntax("C#-test")] string source,
        [StringSyntax("C#-test")] string moved,
        string id = "LIFE101",
        bool runs = true,
        Action<LifecycleTest>? configure = null)
    {
        return Verifies(Move, source, moved, id, runs, configure);
    }

    private static Task Reports([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string reporting, string id = "LIFE101", bool runs = true)
    {
        return Verifies(Report, source, reporting, id, runs, null);
    }

    private static async Task Verifies(string change, string source, string changed, string id, bool runs, Action<LifecycleTest>? configure)
    {
        await Verify.Fix(id, source, changed, $"{id}.{change}", test =>
        {
            if (source.Contains("Probe", StringComparison.Ordinal))
                test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Probe).Assembly.Location));

            configure?.Invoke(test);
        });
        if (runs)
            await RunFixedCode.ClosesOnce(changed);
    }
}
