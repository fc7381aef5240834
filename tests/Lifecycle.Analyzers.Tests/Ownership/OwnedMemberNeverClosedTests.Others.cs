using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>Who else than the type itself may close what it owns.</summary>
public sealed partial class OwnedMemberNeverClosedTests
{
    [Theory]
    [InlineData("abstract class B { protected readonly HttpClient C = new(); } sealed class D : B, IDisposable { public void Dispose() => C.Dispose(); }")]
    [InlineData("class B { private readonly HttpClient _c = new(); protected HttpClient Client => _c; } sealed class D : B, IDisposable { public void Dispose() => Client.Dispose(); }")]
    [InlineData("abstract class B : IDisposable { protected abstract HttpClient? Client { get; } public void Dispose() { if (Client is HttpClient c) c.Dispose(); } } sealed class D : B { HttpClient? _c; protected override HttpClient? Client => _c; public void Open() => _c = new HttpClient(); }")]
    [InlineData("sealed class O : IDisposable { readonly Entry _e = new(); public void Dispose() => _e.Client.Dispose(); sealed class Entry { public readonly HttpClient Client = new(); } }")]
    [InlineData("sealed class O : IDisposable { readonly List<Entry> _l = new(); public void Dispose() { foreach (var e in _l) e.Client?.Dispose(); } sealed class Entry { public HttpClient Client { get; } = new(); } }")]
    [InlineData("class O { readonly HttpClient _c = new(); public IDisposable Lease() => new Closer(this); sealed class Closer(O o) : IDisposable { public void Dispose() => o._c.Dispose(); } }")]
    [InlineData("abstract class B : IDisposable { public abstract HttpClient? Client { get; } public void Dispose() { if (Client is HttpClient c) c.Dispose(); } } sealed class D : B { HttpClient? _c; public override HttpClient? Client => _c; public void M() => _c = new(); }")]
    [InlineData("abstract class B : IDisposable { internal abstract HttpClient? Client { get; } public void Dispose() { var c = Client; c?.Dispose(); } } sealed class D : B { HttpClient? _c = new(); internal override HttpClient? Client => _c; }")]
    [InlineData("class Holder { public HttpClient Client { get; } = new(); } class User { void M() { var h = new Holder(); using (h.Client) { } } }")]
    [InlineData("class C { readonly HttpClient _c = new(); public static void Close(C c) => c._c.Dispose(); }")]
    [InlineData("sealed class C { public static readonly C Instance = new(); readonly HttpClient _c = new(); private C() { } public void M() => _c.CancelPendingRequests(); }")]
    [InlineData("sealed class C { static readonly Lazy<C> s_instance = new(() => new C()); readonly HttpClient _c = new(); private C() { } public void M() => _c.CancelPendingRequests(); }")]
    [InlineData("class C { readonly HttpClient _c = new(); public C(CancellationToken t) { t.Register(() => _c.Dispose()); } }")]
    [InlineData("class C { readonly HttpClient _c = new(); public C(CancellationToken t) { t.Register(_c.Dispose); } }")]
    [InlineData("class C { readonly HttpClient _c = new(); public C(List<Action> l) { l.Add(Stop); void Stop() => _c.Dispose(); } }")]
    [InlineData("class C { readonly HttpClient _c; public C(List<IDisposable> l) { var c = new HttpClient(); l.Add(c); _c = c; } }")]
    [InlineData("class C { readonly HttpClient _c; public C(Stack<object> l) { _c = new HttpClient(); l.Push(_c); } }")]
    [InlineData("class B(HttpClient c) : IDisposable { public void Dispose() => c.Dispose(); } class D : B { readonly HttpClient _c; public D() : this(new HttpClient()) { } private D(HttpClient c) : base(c) { _c = c; } }")]
    [InlineData("class C { HttpClient? _c = new(); public HttpClient? Detach() { var c = _c; _c = null; return c; } }")]
    public async Task A_client_that_somebody_else_closes_is_not_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("class C { public readonly HttpClient [|Client|] = new(); public static readonly C Instance = new(); }")]
    [InlineData("class B { protected readonly HttpClient [|C|] = new(); } class D : B { public void M() => C.CancelPendingRequests(); }")]
    public async Task A_client_that_others_only_see_is_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("class C { readonly HttpClient [|_c|]; private C(HttpClient c) { _c = c; } public static C Open() => new C(new HttpClient()); }")]
    [InlineData("class C { readonly HttpClient [|_c|]; public C(HttpClient c) { _c = c; } public static C Open() => new(new HttpClient()); }")]
    [InlineData("class C { HttpClient? [|_c|]; public C() { Client = new HttpClient(); } public HttpClient? Client { get { return _c; } private set { _c = value; } } }")]
    [InlineData("class C { HttpClient? [|_c|]; HttpClient Client { set => _c = value; } public void Open() { var c = new HttpClient(); Client = c; } }")]
    [InlineData("class C { HttpClient? [|_c|]; public void Open() => Set(new HttpClient()); void Set(HttpClient c) => _c = c; }")]
    [InlineData("class C : IDisposable { HttpClient? [|_c|]; public void Open() { Set(new HttpClient()); } void Set(HttpClient c) { _c = c; } public void Dispose() { } }")]
    [InlineData("class C<T> { readonly HttpClient [|_c|]; C(HttpClient c) { _c = c; } public static C<T> Open() => new C<T>(new HttpClient()); }")]
    [InlineData("class C { HttpClient [|_c|]; public C() { Make(out _c); } static void Make(out HttpClient c) => c = new HttpClient(); }")]
    public async Task A_client_that_the_type_hands_to_its_own_member_is_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Theory]
    [InlineData("class C { readonly HttpClient _c; private C(HttpClient c) { _c = c; } public static C Open(HttpClient c) => new C(c); }")]
    [InlineData("class C : IDisposable { readonly HttpClient _c; private C(HttpClient c) { _c = c; } public static C Open() => new C(new HttpClient()); public void Dispose() => _c.Dispose(); }")]
    [InlineData("class C { HttpClient? _c; public HttpClient? Client { get { return _c; } set { _c = value; } } }")]
    [InlineData("class C { readonly HttpClient _c; public C(HttpClient c) { _c = c; } } class F { public C Open() => new C(new HttpClient()); }")]
    public async Task A_client_that_others_hand_to_the_type_is_not_reported(string types)
    {
        await Verify.Rule(Id, Source(types));
    }

    [Fact]
    public async Task A_client_that_generated_code_of_the_type_closes_is_not_reported()
    {
        await Verify.Rule(Id, Source("partial class Form { readonly HttpClient _c = new(); readonly HttpClient [|_d|] = new(); }"), test =>
            test.TestState.Sources.Add(("Form.Designer.cs", "// <auto-generated/>\npartial class Form : System.IDisposable { public void Dispose() { _c.Dispose(); } }")));
    }
}
