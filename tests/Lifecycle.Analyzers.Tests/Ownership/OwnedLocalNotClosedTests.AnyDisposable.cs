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
