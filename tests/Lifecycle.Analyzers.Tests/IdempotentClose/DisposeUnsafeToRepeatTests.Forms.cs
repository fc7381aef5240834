using System.Globalization;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed partial class DisposeUnsafeToRepeatTests
{
    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks;\n";

    [Theory]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void [|Dispose|]() => gate.Release(); }")]
    [InlineData("sealed record C(SemaphoreSlim Gate) : IDisposable { public void [|Dispose|]() => Gate.Release(); }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { void IDisposable.[|Dispose|]() => gate.Release(); }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { void IDisposable.[|Dispose|]() => Dispose(); public void Dispose() => gate.Release(); }")]
    [InlineData("class C<T>(SemaphoreSlim gate, T value) : IDisposable { public T Value => value; public void [|Dispose|]() => gate.Release(); }")]
    [InlineData("class Outer { class C(SemaphoreSlim gate) : IDisposable { public void [|Dispose|]() => gate.Release(); } }")]
    [InlineData("partial class C : IDisposable { readonly SemaphoreSlim _gate = new(1); } partial class C { public void [|Dispose|]() => _gate.Release(); }")]
    [InlineData("partial class C(SemaphoreSlim gate) : IDisposable { public partial void [|Dispose|](); } partial class C { public partial void Dispose() => gate.Release(); }")]
    [InlineData("interface IScope : IDisposable { } class C(SemaphoreSlim gate) : IScope { public virtual void [|Dispose|]() { gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void [|Dispose|]() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void [|Dispose|]() => Leave(); private void Leave() { Undo(); void Undo() => gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void [|Dispose|]() { try { } finally { gate.Release(); } } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void [|Dispose|]() { Action leave = () => gate.Release(); leave(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { SemaphoreSlim Gate { get; } = gate; public void [|Dispose|]() { Gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim? gate) : IDisposable { public void [|Dispose|]() { gate?.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void Close() => Dispose(); public void [|Dispose|]() { gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable, IAsyncDisposable { public void [|Dispose|]() { gate.Release(); } public ValueTask DisposeAsync() { Dispose(); return default; } }")]
    [InlineData("abstract class A : IDisposable { public void Dispose() => Dispose(true); protected abstract void Dispose(bool disposing); } class C(SemaphoreSlim gate) : A { protected override void [|Dispose|](bool disposing) { if (disposing) gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : System.IO.MemoryStream { protected override void [|Dispose|](bool disposing) { if (disposing) gate.Release(); base.Dispose(disposing); } }")]
    [InlineData("class C(SemaphoreSlim gate) : System.ComponentModel.Component { protected override void [|Dispose|](bool disposing) { if (disposing) gate.Release(); base.Dispose(disposing); } }")]
    [InlineData("abstract class A : IDisposable { public abstract void Dispose(); } class C(SemaphoreSlim gate) : A { public override void [|Dispose|]() { gate.Release(); } }")]
    [InlineData("class A : IDisposable { public virtual void Dispose() { } } class C(SemaphoreSlim gate) : A { public override void [|Dispose|]() { gate.Release(); base.Dispose(); } }")]
    public Task Every_form_of_Dispose_is_reported(string source)
    {
        return Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("class C : IDisposable { public void Dispose() { } }")]
    [InlineData("abstract class C : IDisposable { public abstract void Dispose(); }")]
    [InlineData("class C : IDisposable { public void Dispose() => _ = DeleteAsync(); async Task DeleteAsync() { await Task.Delay(1); System.IO.Directory.Delete(\"x\"); } }")]
    [InlineData("interface I : IDisposable { void IDisposable.Dispose() { } }")]
    [InlineData("class C(SemaphoreSlim gate) { public void Dispose() => gate.Release(); }")]
    [InlineData("readonly struct C(SemaphoreSlim gate) : IDisposable { public void Dispose() => gate.Release(); }")]
    [InlineData("ref struct C(SemaphoreSlim gate) { public void Dispose() => gate.Release(); }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public static void Dispose(SemaphoreSlim other) => other.Release(); public void Dispose() => gate.Dispose(); }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { public void Dispose() => Dispose(false); protected virtual void Dispose(bool disposing) { if (disposing) gate.Release(); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { bool _d; public void Dispose() => Dispose(true); protected virtual void Dispose(bool disposing) { if (_d) return; if (disposing) gate.Release(); _d = true; } }")]
    [InlineData("class A : IDisposable { bool _d; public void Dispose() { if (_d) return; _d = true; Dispose(true); } protected virtual void Dispose(bool disposing) { } } class C(SemaphoreSlim gate) : A { protected override void Dispose(bool disposing) { gate.Release(); base.Dispose(disposing); } }")]
    [InlineData("abstract class C(SemaphoreSlim gate) : Microsoft.Win32.SafeHandles.SafeHandleMinusOneIsInvalid(true) { protected override void Dispose(bool disposing) { gate.Release(); base.Dispose(disposing); } }")]
    [InlineData("class C(SemaphoreSlim gate) : System.IO.MemoryStream { protected override void Dispose(bool disposing) { if (!disposing) gate.Release(); base.Dispose(disposing); } }")]
    [InlineData("class C(SemaphoreSlim gate) : System.IO.MemoryStream { bool _d; protected override void Dispose(bool disposing) { if (!_d && disposing) { _d = true; gate.Release(); } base.Dispose(disposing); } }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable { bool Closed { get; set; } public void Dispose() { if (Closed) return; Closed = true; gate.Release(); } }")]
    [InlineData("class Inner(SemaphoreSlim gate) { public void Leave() => gate.Release(); } class C(Inner inner) : IDisposable { public void Dispose() => GC.KeepAlive(inner); }")]
    [InlineData("class C(SemaphoreSlim gate) : IDisposable, IAsyncDisposable { int _d; public void Dispose() { gate.Release(); } public async ValueTask DisposeAsync() { if (Interlocked.Exchange(ref _d, 1) != 0) return; await Task.Yield(); gate.Release(); } }")]
    public Task What_is_guarded_released_safely_or_told_by_another_rule_is_not(string source)
    {
        return Verify.Rule(Id, Usings + source);
    }

    [Fact]
    public Task A_close_of_another_type_is_that_types_to_guard()
    {
        return Verify.Rule(Id, Usings + """
            class Permit(SemaphoreSlim gate) : IDisposable
            {
                public void [|Dispose|]() => gate.Release();
            }

            class Worker(SemaphoreSlim gate) : IDisposable
            {
                private readonly Permit _permit = new(gate);

                public void Dispose() => _permit.Dispose();
            }
            """);
    }

    [Fact]
    public Task The_work_of_a_base_class_is_reported_there()
    {
        return Verify.Rule(Id, Usings + """
            class Base(SemaphoreSlim gate) : IDisposable
            {
                public void [|Dispose|]() => Dispose(true);

                protected virtual void Dispose(bool disposing) => gate.Release();
            }

            class Derived(SemaphoreSlim gate) : Base(gate)
            {
                protected override void Dispose(bool disposing) => base.Dispose(disposing);
            }
            """);
    }

    [Fact]
    public Task The_hook_of_a_test_class_is_called_once()
    {
        return Verify.Rule(Id, Usings + """
            namespace Xunit { public sealed class FactAttribute : Attribute { } }

            public sealed class Tests : IDisposable
            {
                private readonly CancellationTokenSource _stop = new();

                [Xunit.Fact]
                public void Works() { }

                public void Dispose()
                {
                    _stop.Cancel();
                    _stop.Dispose();
                }
            }
            """);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, true)]
    [InlineData(LanguageVersion.CSharp7_3, false)]
    [InlineData(LanguageVersion.CSharp8, false)]
    public Task Old_targets_and_languages_are_analysed(LanguageVersion language, bool isFramework)
    {
        return Verify.Rule(
            Id,
            """
            using System;
            using System.Threading;

            class C : IDisposable
            {
                private readonly CancellationTokenSource _stop = new CancellationTokenSource();

                public void [|Dispose|]()
                {
                    _stop.Cancel();
                    _stop.Dispose();
                }
            }
            """,
            test =>
            {
                test.LanguageVersion = language;
                test.ReferenceAssemblies = isFramework ? TestTargets.NetFramework472 : TestTargets.NetStandard20;
                test.Nullable = NullableContextOptions.Disable;
            });
    }

    [Theory]
    [InlineData("class C : IDisposable { public void Dispose() { _gate.Release(); } }")]
    [InlineData("class C : IDisposable { Missing _m; public void Dispose() { _m.Release(); _m.; } }")]
    [InlineData("class C : IDisposable { public void Dispose() { Dispose(); Dispose(true); } protected void Dispose(bool disposing) => Dispose(); }")]
    [InlineData("class C : IDisposable { public void Dispose(")]
    [InlineData("class C : IDisposable { public int Dispose() => ; }")]
    [InlineData("class C : Missing, IDisposable { public override void Dispose() { base.Dispose(); } }")]
    [InlineData("partial class C : IDisposable { public partial void Dispose(); }")]
    public async Task Code_that_is_half_typed_is_no_problem(string source)
    {
        await Verify.Rule(Id, Usings + source, test => test.CompilerDiagnostics = CompilerDiagnostics.None);
    }

    [Theory]
    [InlineData(null, "Info")]
    [InlineData("lifecycle.guard_dispose = unsafe", "Info")]
    [InlineData("lifecycle.guard_dispose = always", "Warning")]
    [InlineData("lifecycle.guard_dispose = Always", "Warning")]
    [InlineData("lifecycle.guard_dispose = sometimes", "Info")]
    [InlineData("lifecycle.guard_dispose = always\ndotnet_diagnostic.LIFE205.severity = error", "Error")]
    [InlineData("lifecycle.guard_dispose = always\ndotnet_diagnostic.LIFE205.severity = suggestion", "Info")]
    [InlineData("lifecycle.guard_dispose = always\ndotnet_diagnostic.LIFE205.severity = none", "")]
    [InlineData("lifecycle.guard_dispose = always\ndotnet_diagnostic.LIFE205.severity = default", "Warning")]
    [InlineData("lifecycle.guard_dispose = always\ndotnet_analyzer_diagnostic.category-Lifecycle.IdempotentClose.severity = suggestion", "Info")]
    [InlineData("lifecycle.guard_dispose = unsafe\ndotnet_analyzer_diagnostic.severity = error", "Error")]
    public async Task The_option_decides_the_severity_unless_the_user_sets_it(string? settings, string expected)
    {
        var findings = await Findings.OfAsync(Id, Source("_gate.Release();"), settings is null ? null : "[*.cs]\n" + settings);
        Assert.Equal(expected, string.Join(", ", findings.Select(finding => finding.Severity)));
    }

    [Theory]
    [InlineData("_file.Dispose();", "'_file.Dispose', which is harmless only for now")]
    [InlineData("_tcp.Stop(); _file.Dispose();", "'_tcp.Stop', which is harmless only for now")]
    [InlineData("_unknown.Leave();", "'_unknown.Leave', about which nothing is known")]
    [InlineData("_file.Dispose(); _gate.Release();", "'_gate.Release', which gives back a permit that was given back already")]
    public async Task Under_always_whatever_is_released_needs_a_guard(string work, string expected)
    {
        var finding = Assert.Single(await Findings.OfAsync(Id, Source(work), "[*.cs]\nlifecycle.guard_dispose = always"));
        Assert.Equal($"A second call of 'C.Dispose' repeats {expected}: claim a closed flag first", finding.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GC.SuppressFinalize(this);")]
    [InlineData("if (_disposed) return; _disposed = true; _file.Dispose();")]
    [InlineData("_source?.Dispose(); _source = null;")]
    public async Task Under_always_a_guard_or_nothing_to_release_is_still_silent(string work)
    {
        Assert.Empty(await Findings.OfAsync(Id, Source(work), "[*.cs]\nlifecycle.guard_dispose = always"));
    }
}
