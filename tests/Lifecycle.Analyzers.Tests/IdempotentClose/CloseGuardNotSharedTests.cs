using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class CloseGuardNotSharedTests
{
    private const string Id = "LIFE204";

    private const string Usings =
        """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    [Theory]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a, b; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } public async ValueTask [|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool a, b; public void Dispose() { if (a) return; a = true; s.Dispose(); } public async ValueTask [|DisposeAsync|]() { if (b) return; b = true; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int b; public void Dispose() => s.Dispose(); public async ValueTask [|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a, b; void IDisposable.Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } async ValueTask IAsyncDisposable.[|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a, b; public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (Interlocked.Exchange(ref a, 1) != 0) return; if (disposing) s.Dispose(); } public async ValueTask [|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("sealed record C(string P) : IDisposable, IAsyncDisposable { readonly Stream s = File.OpenRead(P); int a, b; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } public async ValueTask [|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("partial class C<T> : IDisposable { Stream s = File.OpenRead(\"\"); int a, b; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } } partial class C<T> : IAsyncDisposable { public async ValueTask [|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { readonly CancellationTokenSource c = new(1000); int a, b; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; c.Cancel(); c.Dispose(); } public async ValueTask [|DisposeAsync|]() { if (Interlocked.Exchange(ref b, 1) != 0) return; await c.CancelAsync(); c.Dispose(); } }")]
    public async Task Two_guards_for_one_resource_are_reported([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref a, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } public ValueTask DisposeAsync() { Dispose(); return default; } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream? s = File.OpenRead(\"\"); public void Dispose() { s?.Dispose(); s = null; } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref s, null) is { } t) await t.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"), t = File.OpenRead(\"\"); int a, b; public void Dispose() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref b, 1) != 0) return; await t.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); public void Dispose() => s.Dispose(); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a; bool Claim() => Interlocked.Exchange(ref a, 1) == 0; public void Dispose() { if (Claim()) s.Dispose(); } public async ValueTask DisposeAsync() { if (Claim()) await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref a, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("sealed class Q : IDisposable, IAsyncDisposable { readonly SemaphoreSlim s = new(1); int d; public void Dispose() { if (Interlocked.Exchange(ref d, 1) != 0) return; s.Wait(); s.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref d, 1) != 0) return; await s.WaitAsync(); s.Dispose(); } } class C : IDisposable, IAsyncDisposable { readonly Q q = new(); public void Dispose() { q.Dispose(); } public async ValueTask DisposeAsync() { await q.DisposeAsync(); } }")]
    [InlineData("sealed class Q : IDisposable, IAsyncDisposable { readonly SemaphoreSlim s = new(1); int d; public void Dispose() { if (Interlocked.Exchange(ref d, 1) != 0) return; s.Wait(); s.Dispose(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref d, 1) != 0) return; await s.WaitAsync(); s.Dispose(); } } class C : IDisposable, IAsyncDisposable { readonly Q q = new(); C? o; public void Set(C c) => o = c; public void Dispose() { q.Dispose(); var c = o; o = null; c?.Dispose(); } public async ValueTask DisposeAsync() { await q.DisposeAsync(); var c = o; o = null; if (c != null) await c.DisposeAsync(); } }")]
    public async Task One_guard_is_not([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Fact]
    public async Task The_message_names_the_resource_and_both_guards()
    {
        await new LifecycleTest(Id)
        {
            TestCode = Usings + "class C : IDisposable, IAsyncDisposable { Stream s = File.OpenRead(\"\"); int a, b; public void {|#1:Dispose|}() { if (Interlocked.Exchange(ref a, 1) != 0) return; s.Dispose(); } public async ValueTask {|#0:DisposeAsync|}() { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }",
            ExpectedDiagnostics = { Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("C", "s", "one tests 'b', the other 'a'") },
        }.RunAsync();
    }

    [Fact]
    public async Task Half_typed_code_is_left_alone()
    {
        await new LifecycleTest(Id)
        {
            CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
            TestCode = Usings + "class C : IDisposable, IAsyncDisposable { Stream s; int a, b; public void Dispose() { if (Interlocked.Exchange(ref a, ) != 0) return; s. } public async ValueTask DisposeAsync( { if (Interlocked.Exchange(ref b, 1) != 0) return; await s.DisposeAsync(); } }",
        }.RunAsync();
    }
}
