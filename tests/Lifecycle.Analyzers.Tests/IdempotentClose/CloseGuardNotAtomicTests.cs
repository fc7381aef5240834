using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class CloseGuardNotAtomicTests
{
    private const string Id = "LIFE203";

    private const string Usings =
        """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    [Theory]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; public async ValueTask DisposeAsync() { if ([|d|]) return; d = true; await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); volatile bool d; public async ValueTask DisposeAsync() { if (![|d|]) { d = true; await s.DisposeAsync(); } } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); int d; public async ValueTask DisposeAsync() { if ([|d|] != 0) return; d = 1; await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { enum E { Open, Closed } Stream s = File.OpenRead(\"\"); E e; public async ValueTask DisposeAsync() { if ([|e|] == E.Closed) return; e = E.Closed; await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public bool IsDisposed { get; private set; } public async ValueTask DisposeAsync() { if ([|IsDisposed|]) return; IsDisposed = true; await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; public ValueTask DisposeAsync() { if ([|this.d|]) return default; this.d = true; return s.DisposeAsync(); } }")]
    [InlineData("record C : IAsyncDisposable { readonly Stream s = File.OpenRead(\"\"); bool d; public async ValueTask DisposeAsync() { if ([|d|]) return; d = true; await s.DisposeAsync(); } }")]
    [InlineData("class C<T>(string p) : IAsyncDisposable { readonly Stream s = File.OpenRead(p); bool d; async ValueTask IAsyncDisposable.DisposeAsync() { if ([|d|]) return; d = true; await s.DisposeAsync(); } }")]
    [InlineData("class O { class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; bool Claim() { if ([|d|]) return false; d = true; return true; } public async ValueTask DisposeAsync() { if (Claim()) await s.DisposeAsync(); } } }")]
    [InlineData("partial class C { bool d; } partial class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public async ValueTask DisposeAsync() { if ([|d|]) return; d = true; await s.DisposeAsync(); } }")]
    [InlineData("class C : IDisposable { readonly Timer t; bool d; public C() { t = new Timer(_ => Dispose(), null, 1, 1); } public void Dispose() { if ([|d|]) return; d = true; t.Dispose(); } }")]
    [InlineData("class C : IDisposable { readonly CancellationTokenSource c = new(1000); bool d; public void Start() { Task.Run(Dispose); } public void Dispose() { if ([|d|]) return; d = true; c.Cancel(); c.Dispose(); } }")]
    public async Task A_test_and_a_write_of_its_own_is_reported([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); int d; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref d, 1) != 0) return; await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; readonly object g = new(); public async ValueTask DisposeAsync() { lock (g) { if (d) return; d = true; } await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; int n; public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref n, 1) != 0) return; d = true; await s.DisposeAsync(); } public bool D => d; }")]
    [InlineData("class C : IDisposable { readonly CancellationTokenSource c = new(1000); bool d; public void Dispose() { if (d) return; d = true; c.Cancel(); c.Dispose(); } }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; public async ValueTask DisposeAsync() { if (d) return; await s.FlushAsync(); d = true; await s.DisposeAsync(); } }")]
    [InlineData("class C : IAsyncDisposable { bool d; public ValueTask DisposeAsync() { if (d) return default; d = true; return default; } }")]
    [InlineData("struct C : IAsyncDisposable { Stream s; bool d; public ValueTask DisposeAsync() { if (d) return default; d = true; return s.DisposeAsync(); } }")]
    public async Task An_atomic_guard_and_a_close_on_one_thread_are_not([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Fact]
    public async Task The_message_names_the_guard_and_the_close()
    {
        await new LifecycleTest(Id)
        {
            TestCode = Usings + "class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); bool d; public async ValueTask {|#1:DisposeAsync|}() { if ({|#0:d|}) return; d = true; await s.DisposeAsync(); } }",
            ExpectedDiagnostics = { Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("d", "C", "DisposeAsync") },
        }.RunAsync();
    }

    [Fact]
    public async Task An_old_target_is_told_too()
    {
        await new LifecycleTest(Id)
        {
            ReferenceAssemblies = TestTargets.NetStandard20WithAsyncInterfaces,
            LanguageVersion = LanguageVersion.CSharp8,
            Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable,
            TestCode = Usings + "class C : IAsyncDisposable { IAsyncDisposable s; bool d; public C(IAsyncDisposable s) { this.s = s; } public async ValueTask DisposeAsync() { if ([|d|]) return; d = true; await s.DisposeAsync(); } }",
        }.RunAsync();
    }

    [Fact]
    public async Task Half_typed_code_is_left_alone()
    {
        await new LifecycleTest(Id)
        {
            CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
            TestCode = Usings + "class C : IAsyncDisposable { Stream s; bool d; public async ValueTask DisposeAsync() { if (d) return; d = ; await s. } }",
        }.RunAsync();
    }
}
