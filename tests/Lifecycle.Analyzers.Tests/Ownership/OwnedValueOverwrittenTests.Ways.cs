using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The ways in which a variable or member gets another value without a plain assignment, or where nobody calls.</summary>
public sealed partial class OwnedValueOverwrittenTests
{
    private const string Makers = """
        static bool TryMake(out HttpClient c) { c = new HttpClient(); return true; }
            static void Make(out HttpClient c) => c = new HttpClient();
            static void Set(ref HttpClient c) => c = new HttpClient();
            static void Replace(ref HttpClient c) { c.Dispose(); c = new HttpClient(); }
            static void Fill(ref HttpClient? c) { if (c == null) c = new HttpClient(); }
            static void Take(out HttpClient c) => c = Shared;
            static readonly HttpClient Shared = new();
        """;

    [Theory]
    [InlineData("var c = new HttpClient(); Make([|out c|]); c.Dispose();")]
    [InlineData("HttpClient c; Make(out c); Make([|out c|]); c.Dispose();")]
    [InlineData("HttpClient c; TryMake(out c); TryMake([|out c|]); c.Dispose();")]
    [InlineData("TryMake(out var c); TryMake([|out c|]); c.Dispose();")]
    [InlineData("var c = new HttpClient(); Set([|ref c|]); c.Dispose();")]
    [InlineData("var c = new HttpClient(); Set([|ref c|]); Set([|ref c|]); c.Dispose();")]
    [InlineData("HttpClient c; L(out c); L([|out c|]); c.Dispose(); void L(out HttpClient x) => x = new HttpClient();")]
    public async Task Local_that_an_argument_overwrites_is_reported(string statements)
    {
        await Verify.Rule(Id, Body(statements, Makers));
    }

    [Theory]
    [InlineData("var c = new HttpClient(); Replace(ref c); c.Dispose();")]
    [InlineData("var c = new HttpClient(); Fill(ref c!); c.Dispose();")]
    [InlineData("var c = new HttpClient(); c.Dispose(); Make(out c); c.Dispose();")]
    [InlineData("if (TryMake(out var c)) c.Dispose(); if (TryMake(out c)) c.Dispose();")]
    public async Task Local_whose_value_an_argument_finds_closed_is_silent(string statements)
    {
        await Verify.Rule(Id, Body(statements, Makers));
    }

    [Theory]
    [InlineData("public void Reset() { Make([|out _c|]); }")]
    [InlineData("public void Reset() => Make([|out _c|]);")]
    [InlineData("public void Reset() { TryMake([|out this._c|]); }")]
    [InlineData("public bool Reset() => TryMake([|out _c|]);")]
    [InlineData("public void Reset() { if (!TryMake([|out _c|])) throw new Exception(); }")]
    [InlineData("public void Reset() => Set([|ref _c|]);")]
    [InlineData("public C() { Set([|ref _c|]); }")]
    [InlineData("public void Reset() { _c.Dispose(); Make(out _c); Make([|out _c|]); }")]
    public async Task Member_that_an_argument_overwrites_is_reported(string member)
    {
        await Verify.Rule(Id, Type(member + "\n" + Makers));
    }

    [Theory]
    [InlineData("public void Reset() => Replace(ref _c);")]
    [InlineData("public void Reset() { Take(out _c); }")]
    [InlineData("public void Reset() { _c.Dispose(); Make(out _c); }")]
    [InlineData("public void Reset() { Renew(out _c); } void Renew(out HttpClient c) { _c.Dispose(); c = new HttpClient(); }")]
    public async Task Member_that_an_argument_finds_closed_or_that_is_not_the_types_own_is_silent(string member)
    {
        await Verify.Rule(Id, Type(member + "\n" + Makers));
    }

    [Theory]
    [InlineData("public void Reset() { [|Client = new HttpClient()|]; } public HttpClient Client { get => _c; private set => _c = value; }")]
    [InlineData("public void Reset() { [|this.Client = new HttpClient()|]; } HttpClient Client { get { return _c; } set { _c = value; Changed?.Invoke(); } } event Action? Changed;")]
    [InlineData("public C() { [|Client = new HttpClient()|]; } public HttpClient Client { get => _c; private set => _c = value; }")]
    [InlineData("public HttpClient Client { get; private set; } = new(); public void Reset() { [|Client = new HttpClient()|]; }")]
    [InlineData("HttpClient Client { get; set; } = new(); public void Reset() { [|Client = new HttpClient()|]; }")]
    public async Task Member_that_a_setter_overwrites_is_reported(string member)
    {
        await Verify.Rule(Id, Type(member));
    }

    [Theory]
    [InlineData("public void Reset() { Client = new HttpClient(); } public HttpClient Client { get => _c; private set { _c.Dispose(); _c = value; } }")]
    [InlineData("public void Reset() { Client = new HttpClient(); } public HttpClient Client { get => _c; private set { var old = _c; _c = value; old.Dispose(); } }")]
    [InlineData("public void Reset() { Client.Dispose(); Client = new HttpClient(); } public HttpClient Client { get => _c; private set => _c = value; }")]
    [InlineData("public void Reset() { Client = new HttpClient(); } public HttpClient Client { get => _c; set => _c = value; }")]
    [InlineData("public void Reset() { Client = new HttpClient(); } public virtual HttpClient Client { get => _c; protected set => _c = value; }")]
    [InlineData("public void Reset(HttpClient c) { Client = c; Client = new HttpClient(); } HttpClient Client { get => _c; set => _c = value; }")]
    public async Task Setter_that_closes_or_takes_from_others_is_silent(string member)
    {
        await Verify.Rule(Id, Type(member));
    }

    [Theory]
    [InlineData("public event Action? E; public C() { E += () => [|_c = new HttpClient()|]; }")]
    [InlineData("public event Action? E; public C() { E += () => { [|_c = new HttpClient()|]; }; }")]
    [InlineData("public event Action? E; public C() { E += delegate { [|_c = new HttpClient()|]; }; }")]
    [InlineData("public C(IObservable<int> o) { using var s = System.ObservableExtensions.Subscribe(o, _ => [|_c = new HttpClient()|]); }")]
    [InlineData("public C(int[] all) { Array.ForEach(all, _ => [|_c = new HttpClient()|]); }")]
    [InlineData("public event Action? E; public C() { E += () => Make(); } void Make() { [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() { Make(); void Make() { [|_c = new HttpClient()|]; } }")]
    [InlineData("public void Reset() { Make(); void Make() => [|_c = new HttpClient()|]; }")]
    [InlineData("public C(int n) { _c.Dispose(); Make(); Make(); void Make() => [|_c = new HttpClient()|]; }")]
    [InlineData("public C(int n) { _c.Dispose(); Make(); Make(); } void Make() => [|_c = new HttpClient()|];")]
    [InlineData("public C(int n) { _c.Dispose(); for (var i = 0; i < n; i++) { [|_c = new HttpClient()|]; } }")]
    [InlineData("public C() { _c.Dispose(); _c = new HttpClient(); } public C(int n) : this() { [|_c = new HttpClient()|]; }")]
    [InlineData("public void Reset() { Interlocked.Exchange([|ref _c|], new HttpClient()); }")]
    [InlineData("public void Reset() { _ = Interlocked.Exchange([|ref _c|], new HttpClient()); }")]
    public async Task Member_that_a_function_overwrites_each_time_is_reported(string member)
    {
        await Verify.Rule(Id, Type(member) + Observables);
    }

    [Theory]
    [InlineData("public event Action? E; public C() { E += () => { _c.Dispose(); _c = new HttpClient(); }; }")]
    [InlineData("public event Action? E; public C() { E += On; void On() { E -= On; _c = null!; } }")]
    [InlineData("public event Action? E; public C() { Action? a = null; E += a = () => { E -= a; _c = new HttpClient(); }; }")]
    [InlineData("public event Action? E; public event Action? F; public C() { E += () => _c = new HttpClient(); F += () => _c.Dispose(); }")]
    [InlineData("public C(int n) { new Lazy<HttpClient>(() => _c = new HttpClient()).ToString(); }")]
    [InlineData("public async Task M() { await Task.Run(() => { _c.Dispose(); _c = new HttpClient(); }); }")]
    [InlineData("public C(int n) { _c.Dispose(); Make(); void Make() => _c = new HttpClient(); }")]
    [InlineData("public C(int n) { _c.Dispose(); Make(); } void Make() => _c = new HttpClient();")]
    [InlineData("public void Reset() { _c.Dispose(); Make(); void Make() => _c = new HttpClient(); }")]
    [InlineData("public void Reset() { Close(); Make(); void Close() => _c.Dispose(); void Make() => _c = new HttpClient(); }")]
    public async Task Function_that_closes_before_or_runs_once_is_silent(string member)
    {
        await Verify.Rule(Id, Type(member).Replace("_c = new();", "_c = null!;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public HttpClient Client { get; set; } = new(); public void Reset() { [|Client = new HttpClient()|]; }")]
    [InlineData("public HttpClient Client { get; set; } = new(); public C() { [|Client = new HttpClient()|]; }")]
    [InlineData("internal HttpClient Client = new(); public void Reset() { [|Client = new HttpClient()|]; }")]
    [InlineData("public HttpClient Client { get; init; } = new(); public C() { [|Client = new HttpClient()|]; }")]
    [InlineData("public HttpClient? Client { get; set; } public void Reset() { Client = new HttpClient(); [|Client = new HttpClient()|]; }")]
    public async Task Own_value_of_a_member_that_others_can_set_is_reported(string member)
    {
        await Verify.Rule(Id, Type(member));
    }

    [Theory]
    [InlineData("public HttpClient? Client { get; set; } public void Reset() { Client = new HttpClient(); }")]
    [InlineData("public HttpClient Client { get; set; } = new(); public void Set(HttpClient c) { Client = c; } public void Reset() { Client = new HttpClient(); }")]
    [InlineData("public HttpClient Client { get; set; } = new(); public void Reset() { Client.Dispose(); Client = new HttpClient(); }")]
    public async Task Member_that_may_hold_what_others_gave_is_silent(string member)
    {
        await Verify.Rule(Id, Type(member));
    }

    private const string Observables = """


        namespace System
        {
            public static class ObservableExtensions
            {
                public static IDisposable Subscribe<T>(this IObservable<T> source, Action<T> onNext) => throw new NotSupportedException();
            }
        }
        """;
}
