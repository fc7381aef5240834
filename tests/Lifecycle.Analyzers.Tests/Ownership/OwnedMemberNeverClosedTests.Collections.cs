using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

public sealed partial class OwnedMemberNeverClosedTests
{
    [Theory]
    [InlineData("class C { readonly List<HttpClient> [|_l|] = new(); public C() { _l.Add(new HttpClient()); } }")]
    [InlineData("class C : IDisposable { readonly List<HttpClient> [|_l|] = new(); public void Open() { var c = new HttpClient(); _l.Add(c); } public void Dispose() => _l.Clear(); }")]
    [InlineData("class C : IDisposable { readonly HttpClient[] [|_a|] = { new HttpClient(), new HttpClient() }; public void Dispose() { } }")]
    [InlineData("class C { readonly HttpClient[] [|_a|] = new HttpClient[3]; public C() { for (var i = 0; i < 3; i++) _a[i] = new HttpClient(); } }")]
    [InlineData("class C { readonly HttpClient[] [|_a|] = [new HttpClient()]; }")]
    [InlineData("class C { readonly HttpClient[] [|_a|] = Enumerable.Range(0, 3).Select(_ => new HttpClient()).ToArray(); }")]
    [InlineData("class C { readonly Dictionary<int, HttpClient> [|_d|] = new() { [1] = new HttpClient() }; }")]
    [InlineData("class C { readonly Dictionary<int, HttpClient> [|_d|] = new(); public HttpClient Get(int k) { if (!_d.TryGetValue(k, out var c)) { c = new HttpClient(); _d[k] = c; } return c; } }")]
    [InlineData("class C { readonly ConcurrentDictionary<int, HttpClient> [|_d|] = new(); public HttpClient Get(int k) => _d.GetOrAdd(k, static _ => new HttpClient()); }")]
    [InlineData("class C { readonly ConcurrentDictionary<int, HttpClient> [|_d|] = new(); public HttpClient Get(int k) => _d.GetOrAdd(k, Make); static HttpClient Make(int k) => new(); }")]
    [InlineData("class C { readonly Lazy<HttpClient> [|_c|] = new(() => new HttpClient()); }")]
    [InlineData("class C { readonly Lazy<HttpClient> [|_c|]; public C() { _c = new Lazy<HttpClient>(Make); } static HttpClient Make() => new(); }")]
    [InlineData("class C { List<HttpClient> [|P|] { get; } = new() { new HttpClient() }; }")]
    [InlineData("class C : IDisposable { HttpClient _a, [|_b|]; public C() { (_a, _b) = (new HttpClient(), new HttpClient()); } public void Dispose() => _a.Dispose(); }")]
    public async Task What_a_type_puts_into_a_collection_and_never_closes_is_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("public void Dispose() { foreach (var c in _l) c.Dispose(); _l.Clear(); }")]
    [InlineData("public void Dispose() { foreach (IDisposable c in _l) { using (c) { } } }")]
    [InlineData("public void Dispose() { for (var i = 0; i < _l.Count; i++) _l[i].Dispose(); }")]
    [InlineData("public void Dispose() => _l.ForEach(c => c.Dispose());")]
    [InlineData("public void Dispose() => _l.ForEach(Close); static void Close(HttpClient c) => c.Dispose();")]
    [InlineData("public void Dispose() { foreach (var c in _l.ToArray().Reverse()) c?.Dispose(); }")]
    [InlineData("public void Dispose() { var l = Interlocked.Exchange(ref _l, null!); foreach (var c in l) c.Dispose(); }")]
    [InlineData("public void Dispose() => CloseAll(_l); static void CloseAll(IEnumerable<IDisposable> all) { foreach (var d in all) d.Dispose(); }")]
    [InlineData("public void Dispose() { while (_l.Count > 0) { var c = _l[0]; _l.RemoveAt(0); c.Dispose(); } }")]
    [InlineData("public void Dispose() => Parallel.ForEach(_l, c => c.Dispose());")]
    [InlineData("public void Dispose() { _l.Where(c => c.Timeout > TimeSpan.Zero).ToList().ForEach(c => c.Dispose()); }")]
    [InlineData("public Task StopAsync() { Close(); return Task.CompletedTask; } void Close() { foreach (var c in _l) c.Dispose(); } public void Dispose() { }")]
    public async Task A_loop_over_what_a_list_holds_closes_it(string close)
    {
        await Verify.Rule(Id, Source(
            $"class C : IDisposable {{ List<HttpClient> _l = new(); public void Open() => _l.Add(new HttpClient()); {close} }}"));
    }

    [Theory]
    [InlineData("class C : IDisposable { readonly Dictionary<int, HttpClient> _d = new() { [1] = new HttpClient() }; public void Dispose() { foreach (var c in _d.Values) c.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly Dictionary<int, HttpClient> _d = new() { [1] = new HttpClient() }; public void Dispose() { foreach (var p in _d) p.Value.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly Dictionary<int, HttpClient> _d = new() { [1] = new HttpClient() }; public void Dispose() { foreach (var (k, c) in _d) c.Dispose(); } }")]
    [InlineData("class C { readonly ConcurrentDictionary<int, HttpClient> _d = new(); public void Open(int k) => _d[k] = new HttpClient(); public void Close(int k) { if (_d.TryRemove(k, out var c)) c.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly ConcurrentBag<HttpClient> _b = new(); public void Open() => _b.Add(new HttpClient()); public void Dispose() { while (_b.TryTake(out var c)) c.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly Queue<HttpClient> _q = new(); public void Open() => _q.Enqueue(new HttpClient()); public void Dispose() { while (_q.Count > 0) _q.Dequeue().Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly HttpClient[] _a = { new HttpClient() }; public void Dispose() => Array.ForEach(_a, c => c.Dispose()); }")]
    [InlineData("class C : IDisposable { readonly Lazy<HttpClient> _c = new(() => new HttpClient()); public void Dispose() { if (_c.IsValueCreated) _c.Value.Dispose(); } }")]
    [InlineData("class C { static readonly List<HttpClient> S = new() { new HttpClient() }; static readonly Lazy<HttpClient> L = new(() => new HttpClient()); }")]
    [InlineData("class C { readonly List<HttpClient> _l = new(); public void Add(HttpClient c) => _l.Add(c); }")]
    [InlineData("class C { readonly ConcurrentDictionary<int, HttpClient> _d = new(); readonly Func<HttpClient> _f; public C(Func<HttpClient> f) => _f = f; public HttpClient Get(int k) => _d.GetOrAdd(k, _ => _f()); }")]
    [InlineData("class C { readonly List<HttpClient> _l = new(); readonly List<IDisposable> _all = new(); public void Open() { var c = new HttpClient(); _l.Add(c); _all.Add(c); } public void Close() { foreach (var d in _all) d.Dispose(); } }")]
    [InlineData("class O : IDisposable { readonly List<HttpClient> _l; public O(List<HttpClient> l) => _l = l; public void Dispose() { foreach (var c in _l) c.Dispose(); } } class C { readonly List<HttpClient> _l = new() { new HttpClient() }; public O Build() => new O(_l); }")]
    [InlineData("class C { readonly List<HttpClient> _l = new() { new HttpClient() }; public IReadOnlyList<HttpClient> All => _l; } class D { void M(C c) { foreach (var x in c.All) x.Dispose(); } }")]
    [InlineData("class C : IDisposable { HttpClient _a, _b; public C() { (_a, _b) = (new HttpClient(), new HttpClient()); } public void Dispose() { _a.Dispose(); _b.Dispose(); } }")]
    [InlineData("class C { readonly Dictionary<int, List<HttpClient>> _d = new(); public void Add(int k) { if (!_d.TryGetValue(k, out var l)) _d[k] = l = new(); l.Add(new HttpClient()); } }")]
    public async Task A_collection_that_is_closed_or_holds_what_is_given_is_silent(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Fact]
    public async Task The_message_says_that_the_collection_holds_what_the_type_creates()
    {
        await Verify.Rule(
            Id,
            Source("class C : IDisposable { readonly List<HttpClient> {|#0:_l|} = new(); public void Open() => _l.Add(new HttpClient()); public void Dispose() => _l.Clear(); }"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("_l", "C", "what it holds is created in 'Open'", "no close member disposes what it holds"));
    }
}
