using System.Diagnostics.CodeAnalysis;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace Lifecycle.Analyzers.Tests.IdempotentClose;

public sealed class UseWithoutClosedCheckTests
{
    private const string Id = "LIFE208";

    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private const string Close = "readonly Stream s = File.OpenRead(\"\"); int d; public void Dispose() { if (Interlocked.Exchange(ref d, 1) != 0) return; s.Dispose(); } ";

    [Theory]
    [InlineData("public int [|Read|]() => s.ReadByte();")]
    [InlineData("public int [|Read|]() { return s.ReadByte(); }")]
    [InlineData("public async Task<int> [|Read|](byte[] b) { return await s.ReadAsync(b); }")]
    [InlineData("public long [|Length|] => s.Length;")]
    [InlineData("public long [|Position|] { get => s.Position; set => s.Position = value; }")]
    [InlineData("public long [|Position|] { get { Ask(); return s.Position; } set { s.Position = value; } } void Ask() { if (d != 0) throw new ObjectDisposedException(\"\"); }")]
    [InlineData("public StreamReader [|Open|]() => new StreamReader(s);")]
    [InlineData("public void [|Copy|](Stream to) { s.CopyTo(to); }")]
    [InlineData("public void [|Copy|](Stream from) { from.CopyTo(s); }")]
    [InlineData("public Func<int> [|Reader|]() => () => s.ReadByte();")]
    [InlineData("public int [|Read|]() { int One() => s.ReadByte(); return One(); }")]
    [InlineData("public IEnumerable<int> [|All|]() { while (true) yield return s.ReadByte(); }")]
    public async Task A_use_without_a_test_is_reported([StringSyntax("C#-test")] string member)
    {
        await Verify.Rule(Id, Usings + "public class C : IDisposable { " + Close + member + " }");
    }

    [Theory]
    [InlineData("public int Read() { if (d != 0) throw new ObjectDisposedException(\"\"); return s.ReadByte(); }")]
    [InlineData("public int Read() => d != 0 ? -1 : s.ReadByte();")]
    [InlineData("public int Read() { ObjectDisposedException.ThrowIf(d != 0, this); return s.ReadByte(); }")]
    [InlineData("public int Read() { Ask(); return s.ReadByte(); } void Ask() { if (Volatile.Read(ref d) != 0) throw new ObjectDisposedException(\"\"); }")]
    [InlineData("public int Read() { Ask(); return s.ReadByte(); } void Ask() => Really(); void Really() => ObjectDisposedException.ThrowIf(IsClosed, this); public bool IsClosed => d != 0;")]
    [InlineData("public int Read() => Open.ReadByte(); Stream Open => d != 0 ? throw new ObjectDisposedException(\"\") : s;")]
    [InlineData("public Stream Inner => s;")]
    [InlineData("public bool HasStream => s != null;")]
    [InlineData("internal int Read() => s.ReadByte();")]
    [InlineData("protected int Read() => s.ReadByte();")]
    [InlineData("int Read() => s.ReadByte();")]
    [InlineData("public static int Read(C c) => c.s.ReadByte();")]
    [InlineData("public C() { s.ReadByte(); }")]
    [InlineData("public string Name() => nameof(s);")]
    [InlineData("readonly List<int> l = new(); public int Count => l.Count;")]
    public async Task A_test_no_use_or_no_public_member_is_not([StringSyntax("C#-test")] string member)
    {
        await Verify.Rule(Id, Usings + "public class C : IDisposable { " + Close + member + " }");
    }

    [Theory]
    [InlineData("public class C : IDisposable { readonly Stream s = File.OpenRead(\"\"); public void Dispose() { s.Dispose(); } public int Read() => s.ReadByte(); }")]
    [InlineData("public class C { readonly Stream s = File.OpenRead(\"\"); public int Read() => s.ReadByte(); }")]
    [InlineData("public struct C : IDisposable { Stream s; bool d; public void Dispose() { if (d) return; d = true; s.Dispose(); } public int Read() => s.ReadByte(); }")]
    public async Task A_type_without_a_closed_state_is_not([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Theory]
    [InlineData("public record C(string P) : IAsyncDisposable { readonly Stream s = File.OpenRead(P); bool d; public async ValueTask DisposeAsync() { if (d) return; d = true; await s.DisposeAsync(); } public int [|Read|]() => s.ReadByte(); }")]
    [InlineData("public partial class C<T> : IDisposable { readonly Stream? s = File.OpenRead(\"\"); bool d; public void Dispose() { if (d) return; d = true; s?.Dispose(); } } public partial class C<T> { public int? [|Read|]() => s?.ReadByte(); }")]
    [InlineData("public class O { class C : IAsyncDisposable { readonly Stream s = File.OpenRead(\"\"); int d; async ValueTask IAsyncDisposable.DisposeAsync() { if (Interlocked.Exchange(ref d, 1) != 0) return; await s.DisposeAsync(); } public int [|Read|]() => s.ReadByte(); } }")]
    public async Task Other_forms_are_reported([StringSyntax("C#-test")] string source)
    {
        await Verify.Rule(Id, Usings + source);
    }

    [Fact]
    public async Task The_message_names_what_is_used_and_what_to_ask()
    {
        await Verify.Rule(
            Id,
            Usings + "public class C : IDisposable { " + Close + " public int {|#0:Read|}() => {|#1:s|}.ReadByte(); }",
            Verify.Diagnostic(Id).WithLocation(0).WithLocation(1).WithArguments("C", "Read", "s", "d"));
    }

    [Fact]
    public async Task An_old_target_is_told_too()
    {
        await new LifecycleTest(Id)
        {
            ReferenceAssemblies = TestTargets.NetFramework472,
            LanguageVersion = LanguageVersion.CSharp7_3,
            Nullable = NullableContextOptions.Disable,
            TestCode = "using System; using System.IO; public class C : IDisposable { readonly Stream s = File.OpenRead(\"\"); bool d; public void Dispose() { if (d) return; d = true; s.Dispose(); } public int [|Read|]() { return s.ReadByte(); } }",
        }.RunAsync();
    }

    [Fact]
    public async Task Half_typed_code_is_left_alone()
    {
        await new LifecycleTest(Id)
        {
            CompilerDiagnostics = CompilerDiagnostics.None,
            TestCode = Usings + "public class C : IDisposable { " + Close + " public int Read() => s. ; public int Other( { return s } }",
        }.RunAsync();
    }
}
