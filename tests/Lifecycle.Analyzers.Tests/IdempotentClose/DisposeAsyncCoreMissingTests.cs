using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class DisposeAsyncCoreMissingTests
{
    private const string Id = "LIFE209";

    private const string Usings =
        """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    [Theory]
    [InlineData("public class [|C|] : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public async ValueTask DisposeAsync() { await s.DisposeAsync(); } }")]
    [InlineData("public class [|C|] : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public class [|C|] : IAsyncDisposable { Stream s = File.OpenRead(\"\"); ValueTask IAsyncDisposable.DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public abstract class [|C|] : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public record [|C|](Stream S) : IAsyncDisposable { public ValueTask DisposeAsync() => S.DisposeAsync(); }")]
    [InlineData("public class [|C|]<T>(Stream s) : IAsyncDisposable { public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public class O { protected class [|C|](Stream s) : IAsyncDisposable { public ValueTask DisposeAsync() => s.DisposeAsync(); } }")]
    [InlineData("public partial class C { } public partial class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }", "partial")]
    [InlineData("public class [|C|] : IAsyncDisposable, IDisposable { Stream s = File.OpenRead(\"\"); public void Dispose() => Dispose(true); protected virtual void Dispose(bool disposing) { if (disposing) s.Dispose(); } public async ValueTask DisposeAsync() { await s.DisposeAsync(); Dispose(false); GC.SuppressFinalize(this); } }")]
    [InlineData("public class [|C|] : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => DisposeAsyncCore(); private ValueTask DisposeAsyncCore() => s.DisposeAsync(); }")]
    public async Task An_open_type_without_a_hook_is_reported([StringSyntax("C#-test")] string source, string form = "")
    {
        await Verify.Rule(Id, Usings + (form == "partial" ? source.Replace("public partial class C { }", "public partial class [|C|] { }", StringComparison.Ordinal) : source));
    }

    [Theory]
    [InlineData("public sealed class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); private C() { } public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); internal C() { } public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public record C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); private C() { } public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public async ValueTask DisposeAsync() { await DisposeAsyncCore(); GC.SuppressFinalize(this); } protected virtual ValueTask DisposeAsyncCore() => s.DisposeAsync(); }")]
    [InlineData("public abstract class C : IAsyncDisposable { public async ValueTask DisposeAsync() { await DisposeAsyncCore(); GC.SuppressFinalize(this); } protected abstract ValueTask DisposeAsyncCore(); }")]
    [InlineData("public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public async ValueTask DisposeAsync() { await DisposeAsync(true); } protected virtual ValueTask DisposeAsync(bool disposing) => s.DisposeAsync(); }")]
    [InlineData("public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public async ValueTask DisposeAsync() { await OnClosing(); } protected virtual Task OnClosing() => s.FlushAsync(); }")]
    [InlineData("public class C : IAsyncDisposable, IDisposable { Stream s = File.OpenRead(\"\"); public void Dispose() => Dispose(true); protected virtual void Dispose(bool disposing) { if (disposing) s.Dispose(); } public ValueTask DisposeAsync() { Dispose(true); return default; } }")]
    [InlineData("public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public virtual ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    [InlineData("public class A : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public virtual ValueTask DisposeAsync() => s.DisposeAsync(); } public class C : A { public override ValueTask DisposeAsync() => base.DisposeAsync(); }")]
    [InlineData("public struct C : IAsyncDisposable { public ValueTask DisposeAsync() => default; }")]
    [InlineData("public interface C : IAsyncDisposable { }")]
    [InlineData("public class O { class C(Stream s) : IAsyncDisposable { public ValueTask DisposeAsync() => s.DisposeAsync(); } }")]
    [InlineData("public class C { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }")]
    public async Task A_closed_type_or_one_with_a_hook_is_not([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Fact]
    public async Task Nobody_derives_from_the_types_of_a_program()
    {
        await new LifecycleTest(Id)
        {
            TestState = { OutputKind = OutputKind.ConsoleApplication },
            TestCode = Usings + "Console.WriteLine(); public class C : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask DisposeAsync() => s.DisposeAsync(); }",
        }.RunAsync();
    }

    [Fact]
    public async Task The_message_names_the_type()
    {
        await Verify.Rule(
            Id,
            Usings + "public class {|#0:C|} : IAsyncDisposable { Stream s = File.OpenRead(\"\"); public ValueTask {|#1:DisposeAsync|}() => s.DisposeAsync(); }",
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("C"));
    }

    [Fact]
    public async Task An_old_target_is_told_too()
    {
        await new LifecycleTest(Id)
        {
            ReferenceAssemblies = TestTargets.NetStandard20WithAsyncInterfaces,
            LanguageVersion = LanguageVersion.CSharp7_3,
            Nullable = NullableContextOptions.Disable,
            TestCode = Usings + "public class [|C|] : IAsyncDisposable { IAsyncDisposable s; public C(IAsyncDisposable s) { this.s = s; } public ValueTask DisposeAsync() { return s.DisposeAsync(); } }",
        }.RunAsync();
    }

    [Fact]
    public async Task Half_typed_code_is_left_alone()
    {
        await new LifecycleTest(Id)
        {
            CompilerDiagnostics = CompilerDiagnostics.None,
            TestCode = Usings + "public class C : IAsyncDisposable, { Stream s; public ValueTask DisposeAsync( => s. ; protected virtual }",
        }.RunAsync();
    }
}
