using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class BaseCloseNotCalledTests
{
    private const string Id = "LIFE206";

    private const string Usings =
        """
        using System;
        using System.IO;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>A base with every close member that can be overridden; each releases something.</summary>
    private const string Base =
        """
        class Base : IDisposable, IAsyncDisposable
        {
            readonly Stream _stream = File.OpenRead("");
            public virtual void Dispose() { Dispose(true); GC.SuppressFinalize(this); }
            protected virtual void Dispose(bool disposing) { if (disposing) _stream.Dispose(); }
            public virtual async ValueTask DisposeAsync() { await DisposeAsyncCore(); GC.SuppressFinalize(this); }
            protected virtual async ValueTask DisposeAsyncCore() { await _stream.DisposeAsync(); }
        }

        """;

    [Theory]
    [InlineData("protected override void [|Dispose|](bool disposing) { if (disposing) _own.Dispose(); }")]
    [InlineData("protected override void [|Dispose|](bool disposing) => _own.Dispose();")]
    [InlineData("protected override async ValueTask [|DisposeAsyncCore|]() { await _own.DisposeAsync(); }")]
    [InlineData("protected override ValueTask [|DisposeAsyncCore|]() => _own.DisposeAsync();")]
    [InlineData("public override async ValueTask [|DisposeAsync|]() { await _own.DisposeAsync().ConfigureAwait(false); GC.SuppressFinalize(this); }")]
    [InlineData("public override void [|Dispose|]() { _own.Dispose(); }")]
    [InlineData("public sealed override void [|Dispose|]() { if (_d) return; _d = true; _own.Dispose(); }")]
    [InlineData("protected override void [|Dispose|](bool disposing) { if (disposing) { _own.Dispose(); return; } base.Dispose(disposing); }")]
    [InlineData("protected override void [|Dispose|](bool disposing) { try { _own.Dispose(); } catch (IOException) { return; } base.Dispose(disposing); }")]
    [InlineData("protected override void [|Dispose|](bool disposing) { try { _own.Dispose(); base.Dispose(disposing); } catch (IOException) { } }")]
    [InlineData("protected override void [|Dispose|](bool disposing) { switch (_mode) { case 0: _own.Dispose(); break; default: _own.Dispose(); base.Dispose(disposing); break; } }")]
    [InlineData("protected override void [|Dispose|](bool disposing) { Release(); } void Release() { _own.Dispose(); }")]
    [InlineData("protected override void [|Dispose|](bool disposing) { void Release() { _own.Dispose(); } Release(); }")]
    [InlineData("protected override async ValueTask [|DisposeAsyncCore|]() { foreach (var one in new[] { _own }) { if (one.CanRead) return; await one.DisposeAsync(); } await _own.FlushAsync(); }")]
    public async Task An_override_that_leaves_its_base_out_is_reported([StringSyntax("C#-test")] string member)
    {
        await Verify.Rule(Id, Usings + Base + "class Derived : Base { readonly Stream _own = File.OpenRead(\"\"); bool _d; int _mode; " + member + " }");
    }

    [Theory]
    [InlineData("protected override void Dispose(bool disposing) { if (disposing) _own.Dispose(); base.Dispose(disposing); }")]
    [InlineData("protected override void Dispose(bool disposing) { if (disposing) { _own.Dispose(); base.Dispose(disposing); } }")]
    [InlineData("protected override void Dispose(bool disposing) { try { _own.Dispose(); } finally { base.Dispose(disposing); } }")]
    [InlineData("protected override void Dispose(bool disposing) { if (_d) return; _d = true; _own.Dispose(); base.Dispose(disposing); }")]
    [InlineData("protected override void Dispose(bool disposing) { if (_d) { return; } try { if (!disposing) return; _own.Dispose(); } finally { _d = true; base.Dispose(disposing); } }")]
    [InlineData("protected override void Dispose(bool disposing) { if (Interlocked.Exchange(ref _n, 1) != 0) return; _own.Dispose(); base.Dispose(disposing); }")]
    [InlineData("protected override void Dispose(bool disposing) { _own.Dispose(); if (_ownsBase) base.Dispose(disposing); }")]
    [InlineData("protected override async ValueTask DisposeAsyncCore() { await _own.DisposeAsync(); if (_ownsBase) { await base.DisposeAsyncCore().ConfigureAwait(false); } }")]
    [InlineData("protected override async ValueTask DisposeAsyncCore() { await _own.DisposeAsync(); await base.DisposeAsyncCore(); }")]
    [InlineData("protected override ValueTask DisposeAsyncCore() { _own.Dispose(); return base.DisposeAsyncCore(); }")]
    [InlineData("protected override ValueTask DisposeAsyncCore() => _ownsBase ? base.DisposeAsyncCore() : base.DisposeAsyncCore();")]
    [InlineData("public override async ValueTask DisposeAsync() { await _own.DisposeAsync(); await DisposeAsyncCore(); Dispose(false); }")]
    [InlineData("public override ValueTask DisposeAsync() { _own.Dispose(); Dispose(); return default; }")]
    [InlineData("public override void Dispose() { _own.Dispose(); Finish(); } void Finish() { base.Dispose(); }")]
    [InlineData("public override void Dispose() { void Finish() { base.Dispose(); } _own.Dispose(); Finish(); }")]
    [InlineData("public override void Dispose() { _own.Dispose(); Run(base.Dispose); } void Run(Action a) => a();")]
    [InlineData("public override void Dispose() { _own.Dispose(); Run(() => base.Dispose()); } void Run(Action a) => a();")]
    [InlineData("protected override void Dispose(bool disposing) { if (_mode == 3) throw new InvalidOperationException(); _own.Dispose(); base.Dispose(disposing); }")]
    [InlineData("protected override void Dispose(bool disposing) { if (_mode == 3) { _own.Flush(); throw new InvalidOperationException(); } base.Dispose(disposing); }")]
    [InlineData("protected override void Dispose(bool disposing) { lock (_own) { if (_d) return; _d = true; } _own.Dispose(); base.Dispose(disposing); }")]
    [InlineData("protected override void Dispose(bool disposing) { }")]
    [InlineData("protected override void Dispose(bool disposing) { Closed = true; } public bool Closed { get; private set; }")]
    [InlineData("public new void Dispose() { _own.Dispose(); }")]
    [InlineData("public void Dispose(string why) { _own.Dispose(); }")]
    public async Task An_override_that_calls_its_base_or_closes_nothing_is_not([StringSyntax("C#-test")] string member)
    {
        await Verify.Rule(Id, Usings + Base + "class Derived : Base { readonly Stream _own = File.OpenRead(\"\"); readonly bool _ownsBase; bool _d; int _n, _mode; " + member + " }");
    }

    [Theory]
    [InlineData("abstract class Base { protected abstract void Dispose(bool disposing); } class C : Base { Stream s = File.OpenRead(\"\"); protected override void Dispose(bool disposing) { s.Dispose(); } }")]
    [InlineData("class Base { protected virtual void Dispose(bool disposing) { } } class C : Base { Stream s = File.OpenRead(\"\"); protected override void Dispose(bool disposing) { s.Dispose(); } }")]
    [InlineData("class Base { protected virtual ValueTask DisposeAsyncCore() => default; } class C : Base { Stream s = File.OpenRead(\"\"); protected override ValueTask DisposeAsyncCore() => s.DisposeAsync(); }")]
    [InlineData("class Base { protected virtual ValueTask DisposeAsyncCore() { return ValueTask.CompletedTask; } } class Middle : Base { protected override ValueTask DisposeAsyncCore() => base.DisposeAsyncCore(); } class C : Middle { Stream s = File.OpenRead(\"\"); protected override ValueTask DisposeAsyncCore() => s.DisposeAsync(); }")]
    [InlineData("abstract class C : Stream { readonly Stream s = File.OpenRead(\"\"); protected override void Dispose(bool disposing) { if (disposing) s.Dispose(); } public override async ValueTask DisposeAsync() { await s.DisposeAsync(); } }")]
    [InlineData("abstract class C : TextWriter { readonly Stream s = File.OpenRead(\"\"); protected override void Dispose(bool disposing) { if (disposing) s.Dispose(); } public override ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("abstract class C : HttpMessageHandler { readonly Stream s = File.OpenRead(\"\"); protected override void Dispose(bool disposing) { if (disposing) s.Dispose(); } }")]
    public async Task A_base_that_releases_nothing_need_not_be_called([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("class C : DelegatingHandler { readonly Stream s = File.OpenRead(\"\"); protected override void [|Dispose|](bool disposing) { if (disposing) s.Dispose(); } }")]
    [InlineData("class C : FileStream { readonly Stream s = File.OpenRead(\"\"); public C() : base(\"\", FileMode.Open) { } protected override void [|Dispose|](bool disposing) { if (disposing) s.Dispose(); } }")]
    [InlineData("class C : System.ComponentModel.Component { readonly Stream s = File.OpenRead(\"\"); protected override void [|Dispose|](bool disposing) { if (disposing) s.Dispose(); } }")]
    [InlineData("abstract class Base { protected virtual void Dispose(bool disposing) { Console.Beep(); GC.KeepAlive(this); One(); } void One() { } } class C : Base { Stream s = File.OpenRead(\"\"); protected override void [|Dispose|](bool disposing) { s.Dispose(); } }")]
    [InlineData("record Base : IDisposable { Stream b = File.OpenRead(\"\"); public virtual void Dispose() { b.Dispose(); } } record C(string P) : Base { readonly Stream s = File.OpenRead(P); public override void [|Dispose|]() { s.Dispose(); } }")]
    [InlineData("class Base<T> : IDisposable { Stream b = File.OpenRead(\"\"); public virtual void Dispose() { b.Dispose(); } } class O { partial class C<U>(Stream s) : Base<U> { public override void [|Dispose|]() { s.Dispose(); } } partial class C<U> { } }")]
    [InlineData("class Base : IDisposable { public event Action? Closed; public virtual void Dispose() { Closed?.Invoke(); } } class C : Base { Stream s = File.OpenRead(\"\"); public override void [|Dispose|]() { s.Dispose(); } }")]
    public async Task A_base_that_releases_something_is_told([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Fact]
    public async Task The_message_names_the_override_and_its_base()
    {
        await Verify.Rule(
            Id,
            Usings + Base + "class Derived : Base { readonly Stream _own = File.OpenRead(\"\"); protected override void {|#0:Dispose|}(bool disposing) { _own.Dispose(); } public override async ValueTask {|#1:DisposeAsync|}() { if (_own.CanRead) { await _own.DisposeAsync(); return; } await base.DisposeAsync(); } }",
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("Derived", "Dispose", "never calls", "Base"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("Derived", "DisposeAsync", "can return without calling", "Base"));
    }

    [Fact]
    public async Task An_old_target_is_told_too()
    {
        await new LifecycleTest(Id)
        {
            ReferenceAssemblies = TestTargets.NetFramework472,
            LanguageVersion = LanguageVersion.CSharp7_3,
            Nullable = NullableContextOptions.Disable,
            TestCode =
                """
                using System.ComponentModel;
                using System.IO;

                class C : Component
                {
                    readonly Stream _stream = File.OpenRead("");

                    protected override void [|Dispose|](bool disposing)
                    {
                        if (disposing)
                            _stream.Dispose();
                    }
                }
                """,
        }.RunAsync();
    }

    [Fact]
    public async Task Half_typed_code_is_left_alone()
    {
        await new LifecycleTest(Id)
        {
            CompilerDiagnostics = CompilerDiagnostics.None,
            TestCode = Usings + "class A : Missing { protected override void Dispose(bool disposing) { x.Dispose( } protected override ValueTask DisposeAsyncCore() => base. ; public override void Dispose() }",
        }.RunAsync();
    }
}
