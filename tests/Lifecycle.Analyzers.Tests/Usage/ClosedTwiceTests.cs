using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class ClosedTwiceTests
{
    private const string Id = "LIFE505";

    [Theory]
    [InlineData("void", "using var f = File.OpenRead(p); [|f.Dispose()|];")]
    [InlineData("void", "{ using var f = File.OpenRead(p); [|f.Dispose()|]; } File.Delete(p);")]
    [InlineData("void", "using var f = File.OpenRead(p); using var g = File.OpenRead(p); [|f.Dispose()|]; [|g.Dispose()|];")]
    [InlineData("int", "using var f = File.OpenRead(p); var b = f.ReadByte(); [|f.Dispose()|]; return b;")]
    [InlineData("void", "using (var f = File.OpenRead(p)) { f.ReadByte(); [|f.Close()|]; }")]
    [InlineData("void", "var f = File.OpenRead(p); using (f) { [|f.Dispose()|]; }")]
    [InlineData("void", "var f = File.OpenRead(p); using (f) { } [|f.Dispose()|];")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); [|f.Dispose()|];")]
    [InlineData("void", "var f = File.OpenRead(p); f.Close(); [|f.Dispose()|];")]
    [InlineData("void", "var f = File.OpenRead(p); f?.Dispose(); [|f?.Dispose()|];")]
    [InlineData("void", "var f = File.OpenRead(p); try { f.ReadByte(); } finally { f.Dispose(); } [|f.Dispose()|];")]
    [InlineData("void", "given.Dispose(); [|given.Dispose()|];")]
    [InlineData("void", "_a.Dispose(); [|_a.Dispose()|];")]
    [InlineData("async Task", "await using var f = File.OpenRead(p); [|f.Dispose()|];")]
    [InlineData("async Task", "var f = File.OpenRead(p); await f.DisposeAsync(); [|f.Dispose()|];")]
    [InlineData("void", "using (var f = File.OpenRead(p)) { if (n > 0) { [|f.Dispose()|]; } else { [|f.Dispose()|]; } }")]
    public async Task A_second_close_on_one_path_is_reported(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, statements));
    }

    [Theory]
    [InlineData("void", "using var f = File.OpenRead(p); f.ReadByte();")]
    [InlineData("void", "using var f = File.OpenRead(p); if (n > 0) f.Dispose();")]
    [InlineData("void", "var f = File.OpenRead(p); if (n > 0) f.Dispose(); f.Dispose();")]
    [InlineData("void", "var f = File.OpenRead(p); if (n > 0) { f.Dispose(); return; } f.Dispose();")]
    [InlineData("void", "var f = File.OpenRead(p); try { f.ReadByte(); f.Dispose(); } finally { f.Dispose(); }")]
    [InlineData("void", "var f = File.OpenRead(p); try { f.ReadByte(); f.Dispose(); } catch { f.Dispose(); throw; }")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); f = File.OpenRead(p); f.Dispose();")]
    [InlineData("void", "FileStream? f = null; while (n-- > 0) { f?.Dispose(); f = File.OpenRead(p); } f?.Dispose();")]
    [InlineData("void", "_a.Dispose(); _b.Dispose();")]
    [InlineData("void", "_a.Dispose(); Renew(); _a.Dispose();")]
    [InlineData("async Task", "_a.Dispose(); await Task.Yield(); _a.Dispose();")]
    [InlineData("void", "using var f = File.OpenRead(p); using var r = new StreamReader(f); r.ReadLine();")]
    [InlineData("byte[]", "var m = new MemoryStream(); using var w = new StreamWriter(m); w.Write(1); w.Dispose(); return m.ToArray();")]
    [InlineData("void", "using var f = File.OpenRead(p); f.ReadByte(); f.Dispose(); File.Delete(p);")]
    [InlineData("async Task", "using var f = File.OpenRead(p); var t = f.CopyToAsync(Stream.Null); f.Dispose(); await t;")]
    [InlineData("void", "var f = File.OpenRead(p); Action close = () => f.Dispose(); f.Dispose(); close();")]
    public async Task One_close_on_each_path_is_silent(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, statements));
    }

    [Fact]
    public async Task A_test_that_closes_twice_does_so_on_purpose()
    {
        await Verify.Rule(Id, """
            using System;
            using System.IO;
            using Xunit;

            public class T
            {
                [Fact]
                public void M() { var f = File.OpenRead(""); f.Dispose(); f.Dispose(); }
            }

            namespace Xunit { public class FactAttribute : Attribute { } }
            """);
    }

    [Fact]
    public async Task The_message_says_which_close_is_enough()
    {
        await Verify.Rule(
            Id,
            Method("void", "_a.Dispose(); {|#0:_a.Dispose()|}; using var f = File.OpenRead(p); {|#1:f.Dispose()|};"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("_a", "though it is closed already on this path"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("f", "and once more by its 'using'"));
    }

    private static string Method(string type, string statements)
    {
        return $$"""
            using System;
            using System.IO;
            using System.Net.Http;
            using System.Threading.Tasks;

            #pragma warning disable CS1998

            public class Holder
            {
                private HttpClient _a = new();
                private HttpClient _b = new();

                public {{type}} M(string p, int n, HttpClient given) { {{statements}} }

                private void Renew() => _a = new();
            }
            """;
    }
}
