using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The general twin: the same questions about resources that are no HTTP clients.</summary>
public sealed partial class OwnedMemberNeverClosedTests
{
    [Theory]
    [InlineData("class C { readonly FileStream [|_f|] = new(\"\", FileMode.Open); }")]
    [InlineData("class C { readonly Stream [|_f|]; C() => _f = new FileStream(\"\", FileMode.Open); }")]
    [InlineData("class C { public Stream [|F|] { get; } = new FileStream(\"\", FileMode.Open); }")]
    [InlineData("class C { readonly IDisposable [|_f|] = new FileStream(\"\", FileMode.Open); }")]
    [InlineData("class C : IDisposable { readonly FileStream _f = new(\"\", FileMode.Open); readonly Timer [|_t|] = new(_ => { }); public void Dispose() => _f.Dispose(); }")]
    [InlineData("class D : IDisposable { public void Dispose() { } } class C { readonly D [|_d|] = new(); }")]
    [InlineData("class C { Stream? [|_f|]; C() => Open(ref _f); static bool Open(ref Stream? f) { f = new FileStream(\"\", FileMode.Open); return true; } }")]
    public async Task Owned_disposable_that_is_never_closed_is_reported(string types)
    {
        await Verify.Rule("LIFE311", "using System;\nusing System.IO;\nusing System.Threading;\n\n" + types);
    }

    [Theory]
    [InlineData("class C : IDisposable { readonly FileStream _f = new(\"\", FileMode.Open); public void Dispose() => _f.Dispose(); }")]
    [InlineData("class C : IDisposable { readonly IDisposable _f = new FileStream(\"\", FileMode.Open); public void Dispose() => _f.Dispose(); }")]
    [InlineData("class C { readonly MemoryStream _m = new(); }")]
    [InlineData("class C { readonly SemaphoreSlim _s = new(1); }")]
    [InlineData("class C { readonly CancellationTokenSource _s = new(); }")]
    [InlineData("class C { readonly Stream _f; public C(Stream f) => _f = f; }")]
    [InlineData("class C { readonly StreamReader _r; public C(Stream f) => _r = new StreamReader(f); }")]
    [InlineData("class C { static readonly FileStream F = new(\"\", FileMode.Open); }")]
    [InlineData("class C { Stream? _f; C() => Open(ref _f); static bool Open(ref Stream? f) { f?.Dispose(); f = new FileStream(\"\", FileMode.Open); return true; } }")]
    [InlineData("class C { Stream? _f; C() => Open(ref _f); public virtual bool Open(ref Stream? f) { f = new FileStream(\"\", FileMode.Open); return true; } }")]
    [InlineData("class Numbers : System.Collections.Generic.IEnumerable<int> { System.Collections.Generic.IEnumerator<int>? _last; public System.Collections.Generic.IEnumerator<int> GetEnumerator() { _last = new One(); return _last; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); sealed class One : System.Collections.Generic.IEnumerator<int> { readonly Timer _timer = new(_ => { }); public int Current => 1; object System.Collections.IEnumerator.Current => 1; public bool MoveNext() => false; public void Reset() { } public void Dispose() => _timer.Dispose(); } }")]
    public async Task Disposable_that_is_closed_or_borrowed_or_needs_no_closing_is_silent(string types)
    {
        await Verify.Rule("LIFE311", "using System;\nusing System.IO;\nusing System.Threading;\n\n" + types);
    }
}
