using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.Finalizers;

public sealed partial class FinalizerSchedulesAsyncWorkFixTests
{
    [Fact]
    public async Task Work_of_the_finalizer_moves_into_a_new_close()
    {
        await Moves(
            """
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C
            {
                private readonly Probe _probe = new();

                public C()
                {
                }

                /// <summary>The last chance.</summary>
                ~C()
                {
                    // The other side waits for the goodbye.
                    if (!_probe.IsFinished)
                        _ = [|Task.Run(() => _probe.DisposeAsync().AsTask())|]; // Whatever it says.
                }
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public C()
                {
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    // The other side waits for the goodbye.
                    if (!_probe.IsFinished)
                        await _probe.DisposeAsync().ConfigureAwait(false); // Whatever it says.
                }
            }
            """);
    }

    [Fact]
    public async Task Close_that_does_the_work_already_is_kept_with_its_guard()
    {
        await Moves(
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                ~C()
                {
                    {|LIFE102:DisposeAsync().AsTask().Wait()|};
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _probe.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
            "LIFE102");
    }

    [Fact]
    public async Task Close_that_does_the_work_already_gets_the_guard_that_it_lacks()
    {
        await Moves(
            """
            using System;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();

                ~C() => _ = [|DisposeAsync(false)|];

                public async ValueTask DisposeAsync()
                {
                    await DisposeAsync(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsync(bool disposing)
                {
                    if (disposing)
                        await _probe.DisposeAsync();
                }
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C : IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await DisposeAsync(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsync(bool disposing)
                {
                    if (disposing)
                        await _probe.DisposeAsync();
                }
            }
            """);
    }

    [Fact]
    public async Task Synchronous_close_that_drops_the_work_gets_an_asynchronous_twin_behind_the_same_guard()
    {
        await Moves(
            """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class TempFolder : IDisposable
            {
                private readonly string _path = Directory.CreateTempSubdirectory().FullName;

                ~TempFolder() => [|Dispose()|];

                public void Dispose() => _ = DeleteAsync();

                private async Task DeleteAsync()
                {
                    await Task.Delay(100).ConfigureAwait(false);
                    Directory.Delete(_path, recursive: true);
                }
            }
            """,
            """
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed class TempFolder : IDisposable, IAsyncDisposable
            {
                private readonly string _path = Directory.CreateTempSubdirectory().FullName;
                private int _disposed;

                public void Dispose()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    _ = DeleteAsync();
                }

                private async Task DeleteAsync()
                {
                    await Task.Delay(100).ConfigureAwait(false);
                    Directory.Delete(_path, recursive: true);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await DeleteAsync().ConfigureAwait(false);
                }
            }
            """,
            runs: false);
    }

    [Fact]
    public async Task Guard_that_the_synchronous_close_has_in_a_helper_guards_the_twin_as_well()
    {
        await Moves(
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                ~C()
                {
                    {|LIFE102:DisposeCore()|};
                }

                public void Dispose()
                {
                    GC.SuppressFinalize(this);
                    DisposeCore();
                }

                private void DisposeCore()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    {
                        return;
                    }

                    // No stragglers.
                    CloseAsync().GetAwaiter().GetResult();
                }

                private async Task CloseAsync() => await _probe.DisposeAsync().ConfigureAwait(false);
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private int _disposed;

                public void Dispose()
                {
                    DisposeCore();
                }

                private void DisposeCore()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    {
                        return;
                    }

                    // No stragglers.
                    CloseAsync().GetAwaiter().GetResult();
                }

                private async Task CloseAsync() => await _probe.DisposeAsync().ConfigureAwait(false);

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    {
                        return;
                    }

                    // No stragglers.
                    await CloseAsync().ConfigureAwait(false);
                }
            }
            """,
            "LIFE102");
    }

    [Fact]
    public async Task Close_with_optional_parameters_does_the_work_too()
    {
        await Moves(
            """
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C
            {
                private readonly Probe _probe = new();
                private bool _isDisposed;

                ~C()
                {
                    OnDisposing();
                    {|LIFE102:DisposeAsync(false).Wait()|};
                    _isDisposed = true;
                }

                public async Task DisposeAsync(CancellationToken cancellationToken = default)
                {
                    if (_isDisposed)
                        return;

                    _isDisposed = true;
                    await DisposeAsync(true, cancellationToken);
                }

                private async Task DisposeAsync(bool disposing, CancellationToken cancellationToken = default) => await _probe.DisposeAsync();

                private void OnDisposing() { }
            }
            """,
            """
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public sealed class C
            {
                private readonly Probe _probe = new();
                private bool _isDisposed;

                public async Task DisposeAsync(CancellationToken cancellationToken = default)
                {
                    if (_isDisposed)
                        return;

                    _isDisposed = true;
                    await DisposeAsync(true, cancellationToken);
                }

                private async Task DisposeAsync(bool disposing, CancellationToken cancellationToken = default) => await _probe.DisposeAsync();

                private void OnDisposing() { }
            }
            """,
            "LIFE102",
            runs: false);
    }

    [Fact]
    public async Task Close_of_a_type_open_to_inheritance_can_be_extended()
    {
        await Moves(
            """
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C
            {
                private readonly CancellationTokenSource _stop = new();
                private readonly Probe? _probe = new();

                ~C()
                {
                    _stop.Cancel();
                    [|_probe?.DisposeAsync()|];
                }
            }
            """,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C : IAsyncDisposable
            {
                private readonly CancellationTokenSource _stop = new();
                private readonly Probe? _probe = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await DisposeAsyncCore().ConfigureAwait(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual async ValueTask DisposeAsyncCore()
                {
                    try
                    {
                        _stop.Cancel();
                    }
                    finally
                    {
                        if (_probe is not null)
                            await _probe.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }
            """);
    }

    [Fact]
    public async Task Native_release_stays_in_the_finalizer_behind_a_claim_of_its_own()
    {
        await Moves(
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
                    // Not a handle, alas.
                    Marshal.FreeHGlobal(_buffer);
                }
            }
            """,
            """
            using System;
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
                    ReleaseNative();
                }

                private void ReleaseNative()
                {
                    if (Interlocked.Exchange(ref _nativeReleased, 1) != 0)
                        return;

                    // Not a handle, alas.
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
    public async Task Native_release_of_Dispose_bool_stays_and_the_rest_moves_to_its_disposing_side()
    {
        await Moves(
            """
            using System;
            using System.Runtime.InteropServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private IntPtr _buffer = Marshal.AllocHGlobal(16);
                private int _disposed;

                ~C() => [|Dispose(false)|];

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        await _probe.DisposeAsync();
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    // Says goodbye.
                    Close();

                    Marshal.FreeHGlobal(Interlocked.Exchange(ref _buffer, IntPtr.Zero));
                }

                private void Close()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _probe.DisposeAsync().AsTask().Wait();
                }
            }
            """.Replace("[|Dispose(false)|]", "{|LIFE102:Dispose(false)|}"),
            """
            using System;
            using System.Runtime.InteropServices;
            using System.Threading;
            using System.Threading.Tasks;
            using Lifecycle.Analyzers.Tests.Testing;

            public class C : IDisposable, IAsyncDisposable
            {
                private readonly Probe _probe = new();
                private IntPtr _buffer = Marshal.AllocHGlobal(16);
                private int _disposed;

                ~C() => Dispose(false);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        await _probe.DisposeAsync();
                    Dispose(false);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                    // Says goodbye.
                    if (disposing)
                        Close();

                    Marshal.FreeHGlobal(Interlocked.Exchange(ref _buffer, IntPtr.Zero));
                }

                private void Close()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) == 0)
                        _probe.DisposeAsync().AsTask().Wait();
                }
            }
            """,
            "LIFE102",
            runs: false);
    }

    [Theory]
    [InlineData("_ = [|CloseAsync()|];", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("[|CloseAsync()|];", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("[|CloseAsync()|].ConfigureAwait(false);", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("[|CloseAsync()|].Forget();", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("var task = [|CloseAsync()|];", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("[|Task.Run(CloseAsync)|];", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("[|Task.Run(async () => await CloseAsync())|];", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("[|Task.Run(() => { _count++; })|];", "await Task.Run(() => { _count++; }).ConfigureAwait(false);")]
    [InlineData("[|ThreadPool.QueueUserWorkItem(_ => CloseAsync())|];", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("_ = [|CloseAsync()|].ContinueWith(_ => { });", "await CloseAsync().ContinueWith(_ => { }).ConfigureAwait(false);")]
    [InlineData("[|DisposeAsync(false)|];", "await DisposeAsync(true).ConfigureAwait(false);")]
    [InlineData("if (_count > 0) [|CloseAsync()|]; else _count = 1;", "if (_count > 0) await CloseAsync().ConfigureAwait(false); else _count = 1;")]
    [InlineData("foreach (var inner in _inner) [|inner.DisposeAsync()|];", "foreach (var inner in _inner) await inner.DisposeAsync().ConfigureAwait(false);")]
    [InlineData("try { [|CloseAsync()|]; } catch { }", "try { await CloseAsync().ConfigureAwait(false); } catch { }")]
    [InlineData("{|LIFE102:CloseAsync().Wait()|};", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("{|LIFE102:CloseAsync().GetAwaiter().GetResult()|};", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("{|LIFE102:CloseAsync().ConfigureAwait(false).GetAwaiter().GetResult()|};", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("{|LIFE102:_inner[0].DisposeAsync().AsTask().Wait()|};", "await _inner[0].DisposeAsync().ConfigureAwait(false);")]
    [InlineData("{|LIFE102:_inner[0]?.DisposeAsync().AsTask().Wait()|};", null)]
    [InlineData("{|LIFE102:_last?.DisposeAsync().AsTask().Wait()|};", "if (_last is not null)\n            await _last.DisposeAsync().ConfigureAwait(false);")]
    [InlineData("_count = {|LIFE102:CountAsync().Result|};", "_count = await CountAsync().ConfigureAwait(false);")]
    [InlineData("var text = {|LIFE102:CountAsync().GetAwaiter().GetResult()|}.ToString();", "var text = (await CountAsync().ConfigureAwait(false)).ToString();")]
    [InlineData("{|LIFE102:Task.WaitAll(CloseAsync(), CloseAsync())|};", "await Task.WhenAll(CloseAsync(), CloseAsync()).ConfigureAwait(false);")]
    [InlineData("{|LIFE102:_gate.Wait()|};", "await _gate.WaitAsync().ConfigureAwait(false);")]
    [InlineData("{|LIFE102:Task.Run(CloseAsync).Wait()|};", "await CloseAsync().ConfigureAwait(false);")]
    [InlineData("{|LIFE102:CloseAsync().Wait(500)|};", null)]
    [InlineData("{|LIFE102:_thread.Join()|};", null)]
    [InlineData("[|new Thread(() => { }).Start()|];", null)]
    [InlineData("[|CloseInVoid()|];", null)]
    [InlineData("[|SynchronizationContext.Current?.Post(_ => { }, null)|];", null)]
    [InlineData("lock (_gate) { [|CloseAsync()|]; }", null)]
    [InlineData("unsafe { [|CloseAsync()|]; }", null)]
    [InlineData("void Later() { _ = CloseAsync(); } [|Later()|];", null)]
    [InlineData("s_open--; [|CloseAsync()|];", null)]
    public async Task Dropped_and_blocked_work_is_awaited(string statement, string? awaiting)
    {
        const string Members = """
                private static int s_open;
                private readonly IAsyncDisposable[] _inner = new IAsyncDisposable[0];
                private readonly IAsyncDisposable? _last = null;
                private readonly SemaphoreSlim _gate = new(1);
                private readonly Thread _thread = null!;
                private int _count;

            """;
        const string More = """
                private async Task CloseAsync() => await _gate.WaitAsync().ConfigureAwait(false);
                private async Task<int> CountAsync() { await _gate.WaitAsync().ConfigureAwait(false); return _count + s_open; }
                private async Task DisposeAsync(bool disposing) => await _gate.WaitAsync(disposing ? 1 : 0).ConfigureAwait(false);
                private async void CloseInVoid() => await CloseAsync().ConfigureAwait(false);
            """;
        const string Tail = """
            }

            static class Tasks { public static void Forget(this Task task) { } }
            """;
        const string Head = """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            """;

        var source = $"{Head}sealed class C\n{{\n{Members}    ~C()\n    {{\n        {statement}\n    }}\n\n{More}\n{Tail}";
        var moved = awaiting is null ? source : $$"""
            {{Head}}sealed class C : IAsyncDisposable
            {
            {{Members}}    private int _disposed;

            {{More}}

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    {{awaiting}}
                }
            {{Tail}}
            """;
        await Moves(source, moved, statement.Contains("LIFE102", StringComparison.Ordinal) ? "LIFE102" : "LIFE101", runs: false, test => test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck);
    }
}
