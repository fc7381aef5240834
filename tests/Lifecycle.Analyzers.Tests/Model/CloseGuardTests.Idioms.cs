namespace Lifecycle.Analyzers.Tests.Model;

public sealed partial class CloseGuardTests
{
    /// <summary>Guards that need members of their own beside the close.</summary>
    [Theory]
    [InlineData("volatile bool _d;", "if (_d) return; _d = true; await _session.CloseAsync();")]
    [InlineData("long _d;", "if (Interlocked.CompareExchange(ref _d, 1L, 0L) != 0L) return; await _session.CloseAsync();")]
    [InlineData("uint _d;", "if (Interlocked.Exchange(ref _d, 1u) != 0u) return; await _session.CloseAsync();")]
    [InlineData("bool IsDisposed { get; set; }", "if (IsDisposed) return; IsDisposed = true; await _session.CloseAsync();")]
    [InlineData("bool _d; bool IsDisposed => _d;", "if (IsDisposed) return; _d = true; await _session.CloseAsync();")]
    [InlineData("int _d; bool IsDisposed => Volatile.Read(ref _d) != 0;", "if (IsDisposed) return; _d = 1; await _session.CloseAsync();")]
    [InlineData("bool _d; bool IsDisposed { get => _d; set { _d = value; } }", "if (IsDisposed) return; IsDisposed = true; await _session.CloseAsync();")]
    [InlineData("enum S { Open, Closing, Closed } S _s;", "if (_s != S.Open) return; _s = S.Closing; await _session.CloseAsync(); _s = S.Closed;")]
    [InlineData("enum S { Open, Closing, Closed } S _s;", "if (_s is S.Closing or S.Closed) return; _s = S.Closing; await _session.CloseAsync(); _s = S.Closed;")]
    [InlineData("enum S { Open, Closed } S _s;", "if (Interlocked.Exchange(ref _s, S.Closed) == S.Closed) return; await _session.CloseAsync();")]
    [InlineData("enum S { Open, Closed } int _s;", "if (Interlocked.CompareExchange(ref _s, (int)S.Closed, (int)S.Open) != (int)S.Open) return; await _session.CloseAsync();")]
    [InlineData("enum S { New, Open, Closed } S _s; public void Open() { _s = S.Open; }", "switch (_s) { case S.Closed: return; default: _s = S.Closed; break; } await _session.CloseAsync();")]
    [InlineData("int _s; void Open() { _s = 1; }", "if (Interlocked.CompareExchange(ref _s, 2, 1) != 1) return; await _session.CloseAsync();")]
    [InlineData("bool _open; void Open() { _open = true; }", "if (!_open) return; _open = false; await _session.CloseAsync();")]
    [InlineData("readonly object _l = new(); bool _d;", "lock (_l) { if (_d) return; _d = true; } await _session.CloseAsync();")]
    [InlineData("readonly object _l = new(); bool _d;", "bool first; lock (_l) { first = !_d; _d = true; } if (first) await _session.CloseAsync();")]
    [InlineData("readonly object _l = new(); bool _d;", "lock (_l) { if (_d) return; _session.Abort(); _d = true; } await Task.Yield();")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1); bool _d;", "await _s.WaitAsync(); try { if (_d) return; _d = true; await _session.CloseAsync(); } finally { _s.Release(); }")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1); bool _d;", "await _s.WaitAsync(); try { if (_d) return; await _session.CloseAsync(); _d = true; } finally { _s.Release(); }")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1); bool _d;", "if (_d) return; await _s.WaitAsync(); try { if (_d) return; await _session.CloseAsync(); _d = true; } finally { _s.Release(); }")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1);", "if (!await _s.WaitAsync(0)) return; await _session.CloseAsync();")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1);", "if (!_s.Wait(0)) return; await _session.CloseAsync();")]
    [InlineData("readonly HashSet<string> _ids = new();", "if (!_ids.Add(\"closed\")) return; await _session.CloseAsync();")]
    [InlineData("readonly object _l = new(); readonly HashSet<string> _ids = new(); bool TryMark() { lock (_l) return _ids.Add(\"closed\"); }", "if (!TryMark()) return; await _session.CloseAsync();")]
    [InlineData("", "if (_cts.IsCancellationRequested) return; _cts.Cancel(); await _session.CloseAsync();")]
    [InlineData("", "if (_cts.IsCancellationRequested) return; await _cts.CancelAsync(); await _session.CloseAsync(); _cts.Dispose();")]
    [InlineData("", "if (!_cts.IsCancellationRequested) { _cts.Cancel(); await _session.CloseAsync(); _cts.Dispose(); }")]
    [InlineData("Task? _t; async Task CoreAsync() { await _session.CloseAsync(); }", "await (_t ??= CoreAsync());")]
    [InlineData("Task? _t; async Task CoreAsync() { await _session.CloseAsync(); }", "if (_t is null) { _t = CoreAsync(); } await _t;")]
    [InlineData("readonly object _l = new(); Task? _t; async Task CoreAsync() { await _session.CloseAsync(); }", "Task t; lock (_l) { t = _t ??= CoreAsync(); } await t;")]
    [InlineData("readonly object _l = new(); Task? _t; Task CoreAsync() => _session.CloseAsync();", "lock (_l) { _t ??= CoreAsync(); } await _t.ConfigureAwait(false);")]
    [InlineData("TaskCompletionSource? _done;", "var mine = new TaskCompletionSource(); var p = Interlocked.CompareExchange(ref _done, mine, null); if (p != null) { await p.Task; return; } await _session.CloseAsync(); mine.SetResult();")]
    [InlineData("TaskCompletionSource? _done;", "var mine = new TaskCompletionSource(); if (Interlocked.CompareExchange(ref _done, mine, null) is { } other) { await other.Task; return; } try { await _session.CloseAsync(); mine.SetResult(); } catch (Exception e) { mine.SetException(e); throw; }")]
    [InlineData("readonly TaskCompletionSource _closed = new();", "if (!_closed.TrySetResult()) return; await _session.CloseAsync();")]
    [InlineData("readonly System.Threading.Channels.Channel<int> _ch = System.Threading.Channels.Channel.CreateUnbounded<int>();", "if (!_ch.Writer.TryComplete()) return; await _session.CloseAsync();")]
    [InlineData("bool TryMark() { if (_bool) return false; _bool = true; return true; }", "if (!TryMark()) return; await _session.CloseAsync();")]
    [InlineData("bool TryMark() => Interlocked.Exchange(ref _int, 1) == 0;", "if (TryMark()) await _session.CloseAsync();")]
    [InlineData("static bool TryMark(ref int d) => Interlocked.Exchange(ref d, 1) == 0;", "if (!TryMark(ref _int)) return; await _session.CloseAsync();")]
    [InlineData("void Mark(out bool was) { was = _bool; _bool = true; }", "Mark(out var was); if (was) return; await _session.CloseAsync();")]
    [InlineData("async Task CoreAsync() { await _session.CloseAsync(); }", "if (Interlocked.Exchange(ref _int, 1) == 0) await CoreAsync();")]
    [InlineData("async Task StopAsync() { if (Interlocked.Exchange(ref _int, 1) != 0) return; await _session.CloseAsync(); }", "await StopAsync();")]
    [InlineData("async Task<bool> TryBeginAsync() { await Task.Yield(); return Interlocked.Exchange(ref _int, 1) == 0; }", "if (!await TryBeginAsync()) return; await _session.CloseAsync();")]
    [InlineData("Action? _onDispose;", "Interlocked.Exchange(ref _onDispose, null)?.Invoke(); await Task.Yield();")]
    [InlineData("event Action? Closed;", "var closed = Closed; Closed = null; closed?.Invoke(); await Task.Yield();")]
    [InlineData("int _refs = 1; void AddRef() { _refs++; }", "if (Interlocked.Decrement(ref _refs) > 0) return; await _session.CloseAsync();")]
    [InlineData("int _refs = 1; void AddRef() { Interlocked.Increment(ref _refs); }", "if (Interlocked.Decrement(ref _refs) != 0) return; await _session.CloseAsync();")]
    [InlineData("readonly List<ISession> _items = new();", "foreach (var i in _items) await i.CloseAsync(); _items.Clear();")]
    [InlineData("readonly List<ISession> _items = new();", "var items = _items.ToArray(); _items.Clear(); foreach (var i in items) await i.CloseAsync();")]
    [InlineData("List<ISession> _items = new();", "var items = Interlocked.Exchange(ref _items, new()); foreach (var i in items) await i.CloseAsync();")]
    [InlineData("List<ISession> _items = new();", "var items = Interlocked.Exchange(ref _items, []); foreach (var i in items) await i.CloseAsync();")]
    [InlineData("List<ISession>? _items = new();", "if (Interlocked.Exchange(ref _items, null) is not { } items) return; foreach (var i in items) await i.CloseAsync();")]
    [InlineData("readonly Queue<ISession> _items = new();", "while (_items.Count > 0) await _items.Dequeue().CloseAsync();")]
    [InlineData("readonly System.Collections.Concurrent.ConcurrentBag<ISession> _items = new();", "while (_items.TryTake(out var i)) await i.CloseAsync();")]
    [InlineData("readonly System.Collections.Concurrent.ConcurrentDictionary<int, ISession> _items = new();", "foreach (var key in _items.Keys) if (_items.TryRemove(key, out var i)) await i.CloseAsync();")]
    [InlineData("", "if (_session.IsOpen) await _session.CloseAsync();")]
    [InlineData("", "if (!_session.IsOpen) return; await _session.CloseAsync();")]
    [InlineData("readonly System.Net.WebSockets.ClientWebSocket _ws = new();", "if (_ws.State == System.Net.WebSockets.WebSocketState.Open) await _ws.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, default);")]
    [InlineData("class Once { int _d; public bool TrySet() => Interlocked.Exchange(ref _d, 1) == 0; } readonly Once _once = new();", "if (!_once.TrySet()) return; await _session.CloseAsync();")]
    [InlineData("struct Once { int _d; public bool TrySet() => Interlocked.Exchange(ref _d, 1) == 0; public bool IsSet => _d != 0; } Once _once;", "if (!_once.TrySet()) return; await _session.CloseAsync();")]
    [InlineData("struct Once { bool _d; public void Set() => _d = true; public bool IsSet => _d; } Once _once;", "if (_once.IsSet) return; _once.Set(); await _session.CloseAsync();")]
    [InlineData("class Once { bool _d; public async Task RunAsync(Func<Task> work) { if (_d) return; _d = true; await work(); } } readonly Once _once = new();", "await _once.RunAsync(async () => { await _session.CloseAsync(); });")]
    [InlineData("class Once { bool _d; public Task RunAsync(Func<Task> work) { if (_d) return Task.CompletedTask; _d = true; return work(); } } readonly Once _once = new();", "await _once.RunAsync(_session.CloseAsync);")]
    [InlineData("static readonly ISession Nop = null!;", "var s = Interlocked.Exchange(ref _owned, Nop); if (ReferenceEquals(s, Nop)) return; await s!.CloseAsync();")]
    [InlineData("static readonly ISession Nop = null!;", "await Interlocked.Exchange(ref _owned, Nop)!.CloseAsync();")]
    [InlineData("bool _d;", "ObjectDisposedException.ThrowIf(_d, this); _d = true; await _session.CloseAsync();")]
    [InlineData("bool _d;", "if (_d) throw new ObjectDisposedException(\"C\"); _d = true; await _session.CloseAsync();")]
    [InlineData("bool _d;", "try { if (_d) return; _d = true; await _session.CloseAsync(); } catch (Exception) { } finally { GC.SuppressFinalize(this); }")]
    [InlineData("bool _d;", "if (_d) { return; } else { _d = true; } await _session.CloseAsync();")]
    [InlineData("bool _d;", "await CoreAsync(); async Task CoreAsync() { if (_d) return; _d = true; await _session.CloseAsync(); }")]
    [InlineData("bool _d;", "var d = _d; _d = true; if (!d) { await _session.CloseAsync(); }")]
    [InlineData("bool? _d;", "if (_d == true) return; _d = true; await _session.CloseAsync();")]
    [InlineData("int _d;", "if (_d++ > 0) return; await _session.CloseAsync();")]
    [InlineData("int _d;", "if (_d++ == 0) await _session.CloseAsync();")]
    [InlineData("interface ILocks { Task<IDisposable> TakeAsync(); } readonly ILocks _locks = null!; bool _d;", "using (await _locks.TakeAsync()) { if (_d) return; await _session.CloseAsync(); _d = true; }")]
    [InlineData("readonly Lock _l = new(); bool _d;", "lock (_l) { if (_d) return; _d = true; } await _session.CloseAsync();")]
    [InlineData("bool _running = true; async Task LoopAsync() { while (true) await Task.Yield(); } void Loop() { _running = false; }", "if (!_running) return; await _session.CloseAsync();")]
    public async Task Idioms_guard(string members, string body)
    {
        Assert.Equal("guarded", await Describe(body, members));
    }

    [Theory]
    [InlineData("readonly Lazy<Task> _t = null!;", "=> new(_t.Value);", "nothing to release")]
    [InlineData("readonly Lock _l = new(); bool _d;", "{ using (_l.EnterScope()) { if (_d) return default; _session.Abort(); _d = true; } return default; }", "guarded")]
    [InlineData("bool _d;", "{ ref var d = ref _d; if (d) return default; d = true; _session.Abort(); return default; }", "guarded")]
    [InlineData("int _d; async ValueTask CoreAsync() => await _session.CloseAsync();", "=> Interlocked.Exchange(ref _d, 1) == 0 ? CoreAsync() : default;", "guarded")]
    [InlineData("int _d;", "=> Interlocked.Exchange(ref _d, 1) == 0 ? new ValueTask(_session.CloseAsync()) : ValueTask.CompletedTask;", "guarded")]
    [InlineData("Task? _t; async Task CoreAsync() => await _session.CloseAsync();", "=> new(_t ??= CoreAsync());", "guarded")]
    [InlineData("readonly object _l = new(); Task? _t; async Task CoreAsync() => await _session.CloseAsync();", "{ lock (_l) return new ValueTask(_t ??= CoreAsync()); }", "guarded")]
    [InlineData("readonly object _l = new(); Task? _t; async Task CoreAsync() => await _session.CloseAsync();", "{ lock (_l) { if (_t == null) _t = CoreAsync(); return new ValueTask(_t); } }", "guarded")]
    [InlineData("Task? _t; async Task CoreAsync() => await _session.CloseAsync();", "{ _t ??= Task.Run(() => CoreAsync()); return new(_t); }", "guarded")]
    [InlineData("bool _d; void Dispose() { if (_d) return; _d = true; _session.Abort(); }", "{ Dispose(); return ValueTask.CompletedTask; }", "guarded")]
    [InlineData("bool _d; void Dispose(bool disposing) { if (_d) return; _d = true; if (disposing) _session.Abort(); }", "{ Dispose(true); GC.SuppressFinalize(this); return default; }", "guarded")]
    [InlineData("void Dispose(bool disposing) { if (disposing) _session.Abort(); }", "{ Dispose(false); return default; }", "nothing to release")]
    [InlineData("bool _d; void Dispose(bool disposing) { if (!_d) { if (disposing) _session.Abort(); _d = true; } }", "{ Dispose(true); return default; }", "ineffective: ClaimedAfterRelease of _d at _d = true")]
    [InlineData("Task? _t; async Task CoreAsync() => await _session.CloseAsync();", "{ _t = CoreAsync(); return new(_t); }", "unguarded: _session.CloseAsync unknown")]
    public async Task Closes_without_await_are_judged_the_same(string members, string close, string expected)
    {
        Assert.Equal(expected, await DescribeType($$"""
            class C : IAsyncDisposable
            {
                private readonly ISession _session;
                {{members}}
                public C(ISession session) => _session = session;
                public ValueTask DisposeAsync() {{close}}
            }
            """));
    }

    /// <summary>What looks like the idioms above.</summary>
    [Theory]
    [InlineData("readonly List<ISession> _items = new();", "foreach (var i in _items) await i.CloseAsync();", "unguarded: i.CloseAsync unknown")]
    [InlineData("readonly List<ISession> _items = new();", "foreach (var i in _items) await i.DisposeAsync();", "unguarded: i.DisposeAsync safe")]
    [InlineData("bool _open; void Open() { _open = true; }", "if (!_open) return; await _session.CloseAsync();", "unguarded: _session.CloseAsync unknown ('_open' is tested but never set)")]
    [InlineData("bool _closing;", "if (_closing) return; _closing = true; await _session.CloseAsync(); _closing = false;", "unguarded: _session.CloseAsync unknown")]
    [InlineData("enum S { Open, Closing, Closed } S _s;", "if (_s == S.Closed) return; _s = S.Closing; await _session.CloseAsync(); _s = S.Closed;", "ineffective: ClaimedAfterAwait of _s at _s = S.Closed")]
    [InlineData("int _d;", "if (Interlocked.CompareExchange(ref _d, 0, 1) != 0) return; await _session.CloseAsync();", "ineffective: Inverted of _d at Interlocked.CompareExchange(ref _d, 0, 1)")]
    [InlineData("int _d;", "if (Interlocked.Increment(ref _d) == 1) return; await _session.CloseAsync();", "ineffective: Inverted of _d at Interlocked.Increment(ref _d)")]
    [InlineData("int _d;", "if (_d == 1) return; Interlocked.Exchange(ref _d, 1); await _session.CloseAsync();", "ineffective: ResultIgnored of _d at Interlocked.Exchange(ref _d, 1)")]
    [InlineData("", "var s = _owned; Interlocked.Exchange(ref _owned, null); if (s != null) await s.CloseAsync();", "ineffective: ResultIgnored of _owned at Interlocked.Exchange(ref _owned, null)")]
    [InlineData("", "if (_cts.IsCancellationRequested) return; await _session.CloseAsync(); _cts.Dispose();", "ineffective: NeverChanges of _cts.IsCancellationRequested at _cts.IsCancellationRequested")]
    [InlineData("", "if (_cts.IsCancellationRequested) return; await _session.CloseAsync(); _cts.Cancel();", "ineffective: ClaimedAfterAwait of _cts.IsCancellationRequested at _cts.Cancel()")]
    [InlineData("Task? _t; async Task CoreAsync() { await _session.CloseAsync(); }", "if (_t == null) { await Task.Yield(); _t = CoreAsync(); } await _t;", "ineffective: ClaimedAfterAwait of _t at _t = CoreAsync()")]
    [InlineData("static int s_open;", "s_open--; await Task.Yield();", "unguarded: s_open unsafe")]
    [InlineData("event Action? Closed;", "Closed?.Invoke(); await Task.Yield();", "unguarded: Closed unsafe")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1); bool _d;", "await _s.WaitAsync(); try { if (_d) return; _d = true; await _session.CloseAsync(); } finally { _s.Release(); } _s.Dispose();", "unguarded: _s.WaitAsync unsafe")]
    [InlineData("interface ILocks { Task<IDisposable> TakeAsync(); } readonly ILocks _locks = null!;", "using (await _locks.TakeAsync().ConfigureAwait(false)) { await _session.CloseAsync(); }", "unguarded: _session.CloseAsync unknown")]
    [InlineData("interface ILocks { Task<IDisposable> SendGoodbyeAsync(); } readonly ILocks _server = null!;", "using var reply = await _server.SendGoodbyeAsync();", "unguarded: _server.SendGoodbyeAsync unknown")]
    [InlineData("readonly System.Net.Http.HttpClient _http = new();", "using var response = await _http.DeleteAsync(\"session\");", "unguarded: _http.DeleteAsync unsafe")]
    [InlineData("readonly SemaphoreSlim _s = new(1, 1);", "await _s.WaitAsync(); try { await _session.CloseAsync(); } finally { _s.Release(); }", "unguarded: _session.CloseAsync unknown")]
    [InlineData("bool _keep;  C(bool keep) : this(null!, null!) { _keep = keep; }", "if (_keep) return; await _session.CloseAsync();", "unguarded: _session.CloseAsync unknown ('_keep' is tested but never set)")]
    public async Task Broken_idioms_do_not_guard(string members, string body, string expected)
    {
        Assert.Equal(expected, await Describe(body, members));
    }
}
