using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class DisposeUnsafeToRepeatTests
{
    private const string Id = "LIFE205";

    [Fact]
    public Task Cancelling_a_source_that_is_disposed_is_reported_with_its_reason()
    {
        return Verify.Rule(Id, """
            using System;
            using System.Threading;

            class Pump : IDisposable
            {
                private readonly CancellationTokenSource _stop = new();

                public void {|#0:Dispose|}()
                {
                    {|#1:_stop.Cancel()|};
                    _stop.Dispose();
                }
            }
            """,
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1)
                .WithArguments("Pump", "_stop.Cancel", "which throws ObjectDisposedException once it is disposed"));
    }

    [Theory]
    [InlineData("_gate.Release();", "which gives back a permit that was given back already")]
    [InlineData("Closed?.Invoke(this, EventArgs.Empty);", "which runs the handlers once more")]
    [InlineData("_onClose();", "which runs the handlers once more")]
    [InlineData("s_open--;", "which counts one close twice")]
    [InlineData("--s_open;", "which counts one close twice")]
    [InlineData("s_open -= 1;", "which counts one close twice")]
    [InlineData("Interlocked.Decrement(ref s_open);", "which counts one close twice")]
    [InlineData("Interlocked.Add(ref s_open, -1);", "which counts one close twice")]
    [InlineData("_owner.Open--;", "which counts one close twice")]
    [InlineData("_owner.Count--;", "which counts one close twice")]
    [InlineData("Interlocked.Decrement(ref _owner.Open);", "which counts one close twice")]
    [InlineData("_messages.Writer.Complete();", "which throws ChannelClosedException the second time")]
    [InlineData("_writer.Complete(new Exception());", "which throws ChannelClosedException the second time")]
    [InlineData("_closed.SetResult();", "which throws InvalidOperationException the second time")]
    [InlineData("_file.Flush(); _file.Dispose();", "which throws ObjectDisposedException once it is disposed")]
    [InlineData("_file.Write(new byte[1], 0, 1);", "which writes once more")]
    [InlineData("_socket.Send(new byte[1]);", "which sends once more")]
    [InlineData("_socket.Shutdown(System.Net.Sockets.SocketShutdown.Both); _socket.Close();", "which throws ObjectDisposedException once it is disposed")]
    [InlineData("ArrayPool<byte>.Shared.Return(_buffer);", "which hands one array to two renters")]
    [InlineData("_items.CompleteAdding(); _items.Dispose();", "which throws ObjectDisposedException once it is disposed")]
    [InlineData("_listener.Stop(); _listener.Close();", "which throws ObjectDisposedException once it is disposed")]
    [InlineData("_lock.ExitWriteLock();", "which throws SynchronizationLockException when the lock is not held")]
    [InlineData("_process.Kill(); _process.Dispose();", "which throws InvalidOperationException once the process is disposed")]
    [InlineData("Marshal.FreeHGlobal(_native);", "which frees the same memory twice")]
    [InlineData("_handle.Free();", "which throws InvalidOperationException once the handle is freed")]
    [InlineData("CloseHandle(_native);", "which calls native code once more")]
    [InlineData("_stop.Token.Register(() => { }); _stop.Dispose();", "which throws ObjectDisposedException once it is disposed")]
    [InlineData("try { Directory.Delete(\"x\"); } catch (UnauthorizedAccessException) { }", "which throws DirectoryNotFoundException the second time")]
    [InlineData("try { _gate.Release(); _gate.Dispose(); } catch (SemaphoreFullException) { }", "which throws ObjectDisposedException once it is disposed")]
    [InlineData("_progress.Report(1);", "which reports once more")]
    public async Task Work_that_breaks_the_second_time_is_reported(string work, string reason)
    {
        Assert.Equal(reason, await ReasonOf(work));
    }

    [Theory]
    [InlineData("_file.Dispose();")]
    [InlineData("_stop.Dispose();")]
    [InlineData("_stop.Cancel();")]
    [InlineData("_tcp.Stop();")]
    [InlineData("_messages.Writer.TryComplete();")]
    [InlineData("_closed.TrySetResult();")]
    [InlineData("_items.CompleteAdding();")]
    [InlineData("_unknown.Leave();")]
    [InlineData("_own--;")]
    [InlineData("s_open = 0;")]
    [InlineData("_owner.Open++;")]
    [InlineData("_owner.Open |= 1;")]
    [InlineData("_list.Remove(this);")]
    [InlineData("try { _stop.Cancel(); } catch (ObjectDisposedException) { } _stop.Dispose();")]
    [InlineData("try { Directory.Delete(\"x\"); } catch (IOException) { }")]
    [InlineData("try { Directory.Delete(\"x\"); } catch (DirectoryNotFoundException) { }")]
    [InlineData("try { _gate.Release(); } catch (SemaphoreFullException) { }")]
    [InlineData("try { _writer.Complete(); } catch (ChannelClosedException) { }")]
    [InlineData("try { _writer.Complete(); } catch { }")]
    [InlineData("try { _stop.Cancel(); } catch (InvalidOperationException) { } _stop.Dispose();")]
    [InlineData("if (!_stop.IsCancellationRequested) { _stop.Cancel(); _stop.Dispose(); }")]
    [InlineData("GC.SuppressFinalize(this);")]
    [InlineData("")]
    public async Task Work_that_is_safe_or_unknown_is_not(string work)
    {
        Assert.Equal("", await ReasonOf(work));
    }

    [Theory]
    [InlineData("if (_disposed) return; _disposed = true; _gate.Release();")]
    [InlineData("if (!_disposed) { _disposed = true; _gate.Release(); }")]
    [InlineData("if (!_disposed) { _gate.Release(); _disposed = true; }")]
    [InlineData("if (Interlocked.Exchange(ref _own, 1) != 0) return; _gate.Release();")]
    [InlineData("if (Interlocked.Exchange(ref _own, 1) == 0) _gate.Release();")]
    [InlineData("if (Interlocked.CompareExchange(ref _own, 1, 0) == 0) _gate.Release();")]
    [InlineData("Interlocked.Exchange(ref _onClose!, null)?.Invoke();")]
    [InlineData("var stop = Interlocked.Exchange(ref _source, null); if (stop is null) return; stop.Cancel(); stop.Dispose();")]
    [InlineData("_source?.Cancel(); _source?.Dispose(); _source = null;")]
    [InlineData("lock (_list) { if (_disposed) return; _disposed = true; } _gate.Release();")]
    [InlineData("if (!TryClaim()) return; _gate.Release();")]
    [InlineData("if (_native != IntPtr.Zero) { Marshal.FreeHGlobal(_native); _native = IntPtr.Zero; }")]
    [InlineData("var buffer = _buffer; _buffer = null!; if (buffer != null) ArrayPool<byte>.Shared.Return(buffer);")]
    public async Task Work_behind_a_guard_is_not(string work)
    {
        Assert.Equal("", await ReasonOf(work));
    }

    [Theory]
    [InlineData("if (_never) return; _gate.Release();", "which gives back a permit that was given back already ('_never' is tested but never set)")]
    [InlineData("_disposed = true; _gate.Release();", "which gives back a permit that was given back already ('_disposed' is set but never tested)")]
    [InlineData("Interlocked.Exchange(ref _own, 1); _gate.Release();", "which gives back a permit that was given back already")]
    [InlineData("if (!_disposed) return; _disposed = true; _gate.Release();", "which gives back a permit that was given back already")]
    [InlineData("_source?.Cancel(); _source?.Dispose();", "which throws ObjectDisposedException once it is disposed ('_source' is tested for null but never set to null)")]
    [InlineData("if (_stop.IsCancellationRequested) return; _gate.Release(); _stop.Dispose();", "which gives back a permit that was given back already")]
    public async Task What_looks_like_a_guard_and_is_none_is_reported(string work, string reason)
    {
        Assert.Equal(reason, await ReasonOf(work));
    }

    private static async Task<string> ReasonOf(string work)
    {
        var findings = await Findings.OfAsync(Id, Source(work));
        return string.Join("; ", findings.Select(finding => finding.GetMessage(CultureInfo.InvariantCulture).Split("', ", 2)[1].Replace(": claim a closed flag first", "")));
    }

    private static string Source([StringSyntax("C#-test")] string work)
    {
        return $$"""
            using System;
            using System.Buffers;
            using System.Collections.Concurrent;
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.IO;
            using System.Net;
            using System.Net.Sockets;
            using System.Runtime.InteropServices;
            using System.Threading;
            using System.Threading.Channels;
            using System.Threading.Tasks;

            interface IUnknown { void Leave(); }

            class Owner { public int Open; public int Count { get; set; } }

            class C : IDisposable
            {
                private static int s_open;
                private readonly CancellationTokenSource _stop = new();
                private CancellationTokenSource? _source = new();
                private readonly SemaphoreSlim _gate = new(1);
                private readonly ReaderWriterLockSlim _lock = new();
                private readonly Channel<int> _messages = Channel.CreateUnbounded<int>();
                private readonly ChannelWriter<int> _writer = Channel.CreateUnbounded<int>().Writer;
                private readonly TaskCompletionSource _closed = new();
                private readonly FileStream _file = File.OpenRead("x");
                private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
                private readonly TcpListener _tcp = new(IPAddress.Any, 0);
                private readonly HttpListener _listener = new();
                private readonly BlockingCollection<int> _items = new();
                private readonly Process _process = Process.GetCurrentProcess();
                private readonly List<C> _list = new();
                private readonly Owner _owner = new();
                private readonly IUnknown _unknown;
                private readonly IProgress<int> _progress;
                private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1);
                private IntPtr _native = Marshal.AllocHGlobal(1);
                private GCHandle _handle;
                private Action _onClose;
                private int _own;
                private bool _disposed;
                private bool _never;

                public C(Owner owner, IUnknown unknown, IProgress<int> progress, Action onClose)
                {
                    (_owner, _unknown, _progress, _onClose) = (owner, unknown, progress, onClose);
                    _handle = GCHandle.Alloc(_list);
                    s_open++;
                }

                public event EventHandler? Closed;

                public void Dispose()
                {
                    {{work}}
                }

                private bool TryClaim()
                {
                    if (_disposed)
                        return false;

                    _disposed = true;
                    return true;
                }

                [DllImport("kernel32")]
                private static extern bool CloseHandle(IntPtr handle);
            }
            """;
    }
}
