using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using System.Transactions;
using System.Xml;
using Lifecycle.Analyzers.Knowledge;

namespace Lifecycle.Analyzers.Tests.Knowledge;

/// <summary>What the table says of the framework, asked of the framework: the close is run twice.</summary>
public sealed class EffectFactsTests
{
    /// <summary>Members that throw the second time, or once their object is disposed.</summary>
    private static readonly Dictionary<string, Func<Action>> Throwing = new()
    {
        ["M:System.Threading.CancellationTokenSource.Cancel"] = () => Disposing(new CancellationTokenSource(), source => source.Cancel()),
        ["M:System.Threading.CancellationTokenSource.CancelAsync"] = () => Disposing(new CancellationTokenSource(), source => source.CancelAsync().GetAwaiter().GetResult()),
        ["M:System.Threading.CancellationTokenSource.CancelAfter"] = () => Disposing(new CancellationTokenSource(), source => source.CancelAfter(1000)),
        ["P:System.Threading.CancellationTokenSource.Token"] = () => Disposing(new CancellationTokenSource(), source => _ = source.Token),
        ["M:System.Threading.SemaphoreSlim.Release"] = () => Disposing(new SemaphoreSlim(0), gate => gate.Release()),
        ["M:System.Threading.SemaphoreSlim.Wait"] = () => Disposing(new SemaphoreSlim(2), gate => gate.Wait()),
        ["M:System.Threading.EventWaitHandle.Set"] = () => Disposing(new ManualResetEvent(false), signal => signal.Set()),
        ["M:System.Threading.ManualResetEventSlim.Reset"] = () => Disposing(new ManualResetEventSlim(), signal => signal.Reset()),
        ["M:System.Threading.ManualResetEventSlim.Wait"] = () => Disposing(new ManualResetEventSlim(true), signal => signal.Wait()),
        ["M:System.Threading.CountdownEvent.Signal"] = () => Same(new CountdownEvent(1), count => count.Signal()),
        ["M:System.Threading.AsyncFlowControl.Undo"] = () => Same(ExecutionContext.SuppressFlow(), flow => flow.Undo()),
        ["M:System.Threading.ReaderWriterLockSlim.ExitWriteLock"] = () =>
        {
            var gate = new ReaderWriterLockSlim();
            gate.EnterWriteLock();
            return gate.ExitWriteLock;
        },
        ["M:System.Threading.ReaderWriterLock.ReleaseWriterLock"] = () =>
        {
            var gate = new ReaderWriterLock();
            gate.AcquireWriterLock(1000);
            return gate.ReleaseWriterLock;
        },
        ["M:System.Threading.Channels.ChannelWriter`1.Complete"] = () => Same(Channel.CreateUnbounded<int>(), channel => channel.Writer.Complete()),
        ["M:System.Threading.Tasks.TaskCompletionSource.SetResult"] = () => Same(new TaskCompletionSource(), source => source.SetResult()),
        ["M:System.Threading.Tasks.TaskCompletionSource.SetFromTask"] = () => Same(new TaskCompletionSource(), source => source.SetFromTask(Task.CompletedTask)),
        ["M:System.Collections.Concurrent.BlockingCollection`1.CompleteAdding"] = () => Disposing(new BlockingCollection<int>(), items => items.CompleteAdding()),
        ["M:System.Collections.Concurrent.BlockingCollection`1.Add"] = () => Disposing(new BlockingCollection<int>(), items => items.Add(1)),
        ["M:System.Net.HttpListener.Stop"] = () => Same(new HttpListener(), listener =>
        {
            listener.Stop();
            listener.Close();
        }),
        ["M:System.Net.Sockets.Socket.Shutdown"] = () => Same(new Socket(SocketType.Stream, ProtocolType.Tcp), socket =>
        {
            if (!socket.SafeHandle.IsClosed)
                socket.Close();
            else
                socket.Shutdown(SocketShutdown.Both);
        }),
        ["M:System.IO.Stream.SetLength"] = () => Disposing(Temporary(), file => file.SetLength(1)),
        ["M:System.IO.FileStream.Flush"] = () => Disposing(Temporary(), file => file.Flush()),
        ["M:System.IO.Stream.WriteByte"] = () => Disposing(Temporary(), file => file.WriteByte(1)),
        ["M:System.IO.TextWriter.Write"] = () => Disposing(new StreamWriter(Temporary()), writer => writer.Write('a')),
        ["M:System.Xml.XmlWriter.WriteEndElement"] = () =>
        {
            var writer = XmlWriter.Create(new StringBuilder());
            writer.WriteStartElement("a");
            return writer.WriteEndElement;
        },
        ["M:System.Transactions.TransactionScope.Complete"] = () => Same(new TransactionScope(), scope => scope.Complete()),
        ["M:System.Runtime.InteropServices.GCHandle.Free"] = () =>
        {
            var handle = GCHandle.Alloc(new object());
            return () => handle.Free();
        },
    };

    /// <summary>Members that may be called again.</summary>
    private static readonly Dictionary<string, Func<Action>> Harmless = new()
    {
        ["M:System.Threading.Channels.ChannelWriter`1.TryComplete"] = () => Same(Channel.CreateUnbounded<int>(), channel => channel.Writer.TryComplete()),
        ["M:System.Threading.ManualResetEventSlim.Set"] = () => Disposing(new ManualResetEventSlim(), signal => signal.Set()),
        ["M:System.Threading.Timer.Change"] = () => Disposing(new Timer(static _ => { }), timer => timer.Change(Timeout.Infinite, Timeout.Infinite)),
        ["M:System.Net.Sockets.TcpListener.Stop"] = () => Same(new TcpListener(IPAddress.Loopback, 0), listener => listener.Stop()),
        ["M:System.Net.Sockets.Socket.Close"] = () => Same(new Socket(SocketType.Stream, ProtocolType.Tcp), socket => socket.Close()),
        ["M:System.Net.HttpListener.Close"] = () => Same(new HttpListener(), listener => listener.Close()),
        ["M:System.Net.HttpListener.Abort"] = () => Same(new HttpListener(), listener => listener.Abort()),
        ["M:System.IO.Stream.Close"] = () => Same(Temporary(), file => file.Close()),
        ["M:System.IO.TextWriter.Close"] = () => Same(new StreamWriter(Temporary()), writer => writer.Close()),
        ["M:System.IO.BinaryWriter.Close"] = () => Same(new BinaryWriter(Temporary()), writer => writer.Close()),
        ["M:System.Xml.XmlWriter.Close"] = () => Same(XmlWriter.Create(new StringBuilder()), writer => writer.Close()),
        ["M:System.Timers.Timer.Stop"] = () => Disposing(new System.Timers.Timer(), timer => timer.Stop()),
        ["M:System.Timers.Timer.Close"] = () => Same(new System.Timers.Timer(), timer => timer.Close()),
        ["M:System.Diagnostics.Process.Close"] = () => Same(new System.Diagnostics.Process(), process => process.Close()),
        ["M:System.Threading.WaitHandle.Close"] = () => Same(new ManualResetEvent(false), signal => signal.Close()),
    };

    public static TheoryData<string> WhatThrows => [.. Throwing.Keys];

    public static TheoryData<string> WhatIsHarmless => [.. Harmless.Keys];

    [Fact]
    public void A_close_that_releases_nothing_has_no_code()
    {
        var checkedMembers = 0;
        foreach (var (id, effect) in Effects.Lines().Select(EffectLine.Parse))
        {
            if (!effect.IsEmpty || !id.EndsWith("(System.Boolean)", StringComparison.Ordinal))
                continue;

            var name = id[2..id.IndexOf(".Dispose(", StringComparison.Ordinal)];
            var type = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is not null);
            if (type?.GetMethod("Dispose", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(bool)]) is not { } close)
                continue;

            // At most a nop and a return.
            Assert.True(close.DeclaringType == type && close.GetMethodBody()!.GetILAsByteArray()!.Length <= 2, id);
            checkedMembers++;
        }

        Assert.InRange(checkedMembers, 6, 100);
    }

    [Theory]
    [MemberData(nameof(WhatThrows))]
    public void What_throws_the_second_time_does(string id)
    {
        var effect = EffectOf(id);
        Assert.True(effect.Throws || effect.ThrowsOnceDisposed);
        var close = Throwing[id]();
        close();
        Assert.ThrowsAny<Exception>(close);
    }

    [Theory]
    [MemberData(nameof(WhatIsHarmless))]
    public void What_may_be_repeated_may(string id)
    {
        var effect = EffectOf(id);
        Assert.True(effect is { Kind: EffectKind.Safe, ThrowsOnceDisposed: false });
        var close = Harmless[id]();
        close();
        close();
    }

    private static Effect EffectOf(string id)
    {
        var effect = Effects.Lines().Select(EffectLine.Parse).SingleOrDefault(line => line.Id == id).Effect;
        Assert.NotNull(effect);
        return effect;
    }

    private static Action Disposing<T>(T value, Action<T> use)
        where T : IDisposable
    {
        return () =>
        {
            use(value);
            value.Dispose();
        };
    }

    private static Action Same<T>(T value, Action<T> close)
    {
        return () => close(value);
    }

    private static FileStream Temporary()
    {
        return new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
    }
}
