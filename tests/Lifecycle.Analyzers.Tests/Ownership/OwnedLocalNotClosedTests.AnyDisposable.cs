using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The general twin: the same questions about resources that are no HTTP clients.</summary>
public sealed partial class OwnedLocalNotClosedTests
{
    [Theory]
    [InlineData("var [|f|] = new FileStream(path, FileMode.Open); f.ReadByte();")]
    [InlineData("var [|f|] = new FileStream(path, FileMode.Open); if (path.Length > 3) f.Dispose();")]
    [InlineData("Stream [|f|] = new FileStream(path, FileMode.Open); f.ReadByte();")]
    [InlineData("IDisposable [|f|] = new FileStream(path, FileMode.Open);")]
    [InlineData("var [|t|] = new Timer(_ => { }); t.Change(1, 1);")]
    [InlineData("var [|t|] = await Task.Run(() => new Timer(_ => { }));")]
    [InlineData("var [|c|] = new CancellationTokenSource(1000); await Task.Delay(1, c.Token);")]
    public async Task Local_disposable_that_stays_open_is_reported(string body)
    {
        await Verify.Rule("LIFE312", InMethod(body));
    }

    [Theory]
    [InlineData("using var f = new FileStream(path, FileMode.Open);")]
    [InlineData("var f = new FileStream(path, FileMode.Open); try { f.ReadByte(); } finally { f.Dispose(); }")]
    [InlineData("var f = new FileStream(path, FileMode.Open); using var r = new StreamReader(f);")]
    [InlineData("var m = new MemoryStream(); m.WriteByte(1);")]
    [InlineData("var w = new StringWriter(); w.Write(1);")]
    [InlineData("var r = new StreamReader(Given); r.ReadLine();")]
    [InlineData("var c = new CancellationTokenSource(); await Task.Delay(1, c.Token);")]
    [InlineData("var t = Task.Run(() => { }); await t;")]
    [InlineData("var c = new System.Net.Http.HttpClient();")]
    public async Task What_is_closed_or_needs_no_closing_is_silent(string body)
    {
        await Verify.Rule("LIFE312", InMethod(body));
    }

    [Theory]
    [InlineData("ref struct S { public void Dispose() { } }", "var [|s|] = new S();")]
    [InlineData("ref struct S { internal void Dispose() { } }", "S [|s|] = new();")]
    [InlineData("ref struct S(int i) { public int I = i; public void Dispose() { } }", "var [|s|] = new S(1); _ = s.I;")]
    [InlineData("struct S(int i) : IDisposable { public int I = i; public void Dispose() { } }", "var [|s|] = new S(1); _ = s.I;")]
    public async Task Struct_that_stays_open_is_reported(string type, string body)
    {
        await Verify.Rule("LIFE312", "using System;\nusing System.IO;\n\nclass C { void M() { " + body + " } }\n\n" + type);
    }

    [Theory]
    [InlineData("ref struct S { public void Dispose() { } }", "using var s = new S();")]
    [InlineData("ref struct S { public void Dispose() { } }", "var s = new S(); s.Dispose();")]
    [InlineData("ref struct S { public void Dispose() { } public override string ToString() { Dispose(); return \"\"; } }", "var s = new S(); Console.WriteLine(s.ToString());")]
    [InlineData("ref struct S { private void Dispose() { } }", "var s = new S();")]
    [InlineData("ref struct S { public static void Dispose() { } }", "var s = new S();")]
    [InlineData("ref struct S { public void Dispose(bool b) { } }", "var s = new S();")]
    [InlineData("struct S { public void Dispose() { } }", "var s = new S();")]
    [InlineData("struct S : IDisposable { public void Dispose() { } }", "var s = new S();")]
    [InlineData("struct S : IDisposable { public FileStream? F; public void Dispose() => F?.Dispose(); }", "var s = new S { F = null };")]
    public async Task Struct_that_is_closed_or_holds_nothing_is_silent(string type, string body)
    {
        await Verify.Rule("LIFE312", "using System;\nusing System.IO;\n\nclass C { void M() { " + body + " } }\n\n" + type);
    }

    private static string InMethod(string body)
    {
        return $$"""
            using System;
            using System.IO;
            using System.Threading;
            using System.Threading.Tasks;

            class C
            {
                public Stream Given { get; set; } = Stream.Null;

                public async Task M(string path)
                {
                    {{body}}
                    await Task.Yield();
                }
            }
            """;
    }
}
