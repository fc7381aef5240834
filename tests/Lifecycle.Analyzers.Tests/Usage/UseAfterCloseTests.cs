using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class UseAfterCloseTests
{
    private const string Id = "LIFE504";

    [Theory]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); f.Close(); [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); ((IDisposable)f).Dispose(); [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); f?.Dispose(); [|f!.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); if (f != null) f.Dispose(); [|f!.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); [|f?.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); using (f) { } [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); using (var g = f) { } [|f.ReadByte()|];")]
    [InlineData("FileStream f; using (f = File.OpenRead(p)) { } [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); if (n > 0) f.Dispose(); else f.Close(); [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); try { f.ReadByte(); } finally { f.Dispose(); } [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); while (n-- > 0) [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); f = File.OpenRead(p); f.Dispose(); [|f.ReadByte()|];")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); _ = [|f.Length|];")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); _ = new StreamReader([|f|]);")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); Read([|f|]);")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); foreach (var x in Bytes([|f|])) { }")]
    [InlineData("var f = File.OpenRead(p); f.Dispose(); [|f.ReadByte()|]; f.ReadByte();")]
    [InlineData("given.Dispose(); [|given.GetStringAsync(p)|].Wait();")]
    [InlineData("_client.Dispose(); [|_client.GetStringAsync(p)|].Wait();")]
    [InlineData("Client.Dispose(); [|Client.GetStringAsync(p)|].Wait();")]
    [InlineData("this._client.Dispose(); Other(); [|_client.GetStringAsync(p)|].Wait();")]
    [InlineData("var m = new MemoryStream(); m.Dispose(); [|m.WriteByte(1)|];")]
    [InlineData("var w = new StringWriter(); w.Dispose(); [|w.Write(1)|];")]
    [InlineData("var s = new Session(); s.Dispose(); [|s.Send()|];")]
    [InlineData("var s = new Session(); s.Dispose(); [|s.Forward()|];")]
    [InlineData("void Local() { var f = File.OpenRead(p); f.Dispose(); [|f.ReadByte()|]; } Local();")]
    [InlineData("Action a = () => { var f = File.OpenRead(p); f.Dispose(); [|f.ReadByte()|]; }; a();")]
    public async Task A_use_on_a_path_where_the_value_must_be_closed_is_reported(string statements)
    {
        await Verify.Rule(Id, Method("void", statements));
    }

    [Theory]
    [InlineData("Stream", "using var f = File.OpenRead(p); return [|f|];")]
    [InlineData("object", "using (var f = File.OpenRead(p)) { return [|f|]; }")]
    [InlineData("Stream", "var f = File.OpenRead(p); using (f) return [|f|];")]
    [InlineData("Stream", "var f = File.OpenRead(p); f.Dispose(); return [|f|];")]
    [InlineData("Stream", "var f = File.OpenRead(p); try { return [|f|]; } finally { f.Dispose(); }")]
    [InlineData("Stream", "using var m = new MemoryStream(); m.WriteByte(1); return [|m|];")]
    [InlineData("Stream?", "using var f = File.OpenRead(p); if (n > 0) return null; return [|f|];")]
    [InlineData("Stream", "using var f = File.OpenRead(p); var g = f; return [|g|];")]
    [InlineData("IEnumerable<int>", "using var f = File.OpenRead(p); return [|Bytes(f)|];")]
    [InlineData("IEnumerable<int>", "using (var f = File.OpenRead(p)) return [|MoreBytes(f)|];")]
    [InlineData("IEnumerable<int>", "using (var f = File.OpenRead(p)) return [|f.BytesOf()|];")]
    public async Task A_value_that_is_closed_when_the_caller_gets_it_is_reported(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, statements));
    }

    [Theory]
    [InlineData("async Task<Stream>", "await using var f = File.OpenRead(p); return [|f|];")]
    [InlineData("async Task<Stream>", "var f = File.OpenRead(p); await using (f.ConfigureAwait(false)) { return [|f|]; }")]
    [InlineData("async Task", "var f = File.OpenRead(p); await f.DisposeAsync(); [|f.ReadByte()|];")]
    public async Task Asynchronous_closes_count(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, statements));
    }

    [Theory]
    [InlineData("void", "var f = File.OpenRead(p); if (n > 0) f.Dispose(); f.ReadByte();")]
    [InlineData("void", "var f = File.OpenRead(p); if (n > 0) { f.Dispose(); return; } f.ReadByte();")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); f = File.OpenRead(p); f.ReadByte();")]
    [InlineData("void", "Create(out var f); f.Dispose(); Create(out f); f.ReadByte();")]
    [InlineData("void", "FileStream? f = File.OpenRead(p); f.Dispose(); f = null; f ??= File.OpenRead(p); f.ReadByte();")]
    [InlineData("void", "FileStream? f = null; if (f is null) { f = File.OpenRead(p); } f.ReadByte(); f.Dispose();")]
    [InlineData("void", "while (n-- > 0) { var f = File.OpenRead(p); f.ReadByte(); f.Dispose(); }")]
    [InlineData("void", "FileStream? f = null; while (n-- > 0) { f?.Dispose(); f = File.OpenRead(p); f.ReadByte(); }")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); _ = f is null; _ = f == null; _ = nameof(f); _ = f.ToString(); _ = f.GetHashCode();")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); Console.WriteLine(f.Name); _ = f.CanRead;")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); Log(f); GC.SuppressFinalize(f); _all.Remove(f);")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); try { f.ReadByte(); } catch (ObjectDisposedException) { }")]
    [InlineData("void", "var f = File.OpenRead(p); try { f.Dispose(); } catch (IOException) { f.ReadByte(); }")]
    [InlineData("void", "var f = File.OpenRead(p); try { f.ReadByte(); f.Dispose(); } catch { f.ReadByte(); }")]
    [InlineData("void", "var f = File.OpenRead(p); Action a = () => f = File.OpenRead(p); f.Dispose(); a(); f.ReadByte();")]
    [InlineData("void", "var f = File.OpenRead(p); Action a = () => f.Dispose(); f.ReadByte(); a();")]
    [InlineData("void", "var f = File.OpenRead(p); f.Dispose(); Action a = () => f.ReadByte();")]
    [InlineData("void", "var f = File.OpenRead(p); var old = f; f = File.OpenRead(p); old.Dispose(); f.ReadByte();")]
    [InlineData("void", "_client.Dispose(); Reopen(); _client.GetStringAsync(p).Wait();")]
    [InlineData("void", "_client.Dispose(); Opener.Open(this); _client.GetStringAsync(p).Wait();")]
    [InlineData("void", "_client.Dispose(); _changed(); _client.GetStringAsync(p).Wait();")]
    [InlineData("async Task", "_client.Dispose(); await Task.Yield(); await _client.GetStringAsync(p);")]
    [InlineData("byte[]", "using var m = new MemoryStream(); m.Dispose(); return m.ToArray();")]
    [InlineData("string", "var w = new StringWriter(); w.Dispose(); return w.ToString();")]
    [InlineData("void", "var t = Task.Run(() => { }); t.Wait(); t.Dispose(); t.ContinueWith(_ => { });")]
    [InlineData("void", "var s = new Session(); s.Dispose(); s.Count();")]
    [InlineData("void", "var s = new Nothing(); s.Dispose(); s.Send();")]
    [InlineData("Stream", "var f = File.OpenRead(p); var ok = false; try { ok = n > 0; return f; } finally { if (!ok) f.Dispose(); }")]
    [InlineData("Stream", "var f = File.OpenRead(p); try { return f; } catch { f.Dispose(); throw; }")]
    [InlineData("Stream?", "using (var f = File.OpenRead(p)) { if (n > 0) return null; } return File.OpenRead(p);")]
    [InlineData("string[]", "using var f = File.OpenRead(p); return new[] { f.Name };")]
    [InlineData("List<int>", "using var f = File.OpenRead(p); return Bytes(f).ToList();")]
    [InlineData("int", "using var f = File.OpenRead(p); return Read(f);")]
    [InlineData("IEnumerable<Stream>", "using var f = File.OpenRead(p); yield return f;")]
    public async Task What_is_open_on_some_path_or_legal_after_the_close_is_silent(string type, string statements)
    {
        await Verify.Rule(Id, Method(type, statements));
    }

    [Fact]
    public async Task A_test_that_uses_what_it_has_closed_does_so_on_purpose()
    {
        await Verify.Rule(Id, """
            using System;
            using System.IO;
            using Xunit;

            public class T
            {
                [Fact]
                public void M() { var f = File.OpenRead(""); f.Dispose(); f.ReadByte(); }
            }

            namespace Xunit { public class FactAttribute : Attribute { } }
            """);
    }

    [Fact]
    public async Task The_message_says_what_to_do()
    {
        await Verify.Rule(
            Id,
            Method("Stream", "var a = File.OpenRead(p); a.Dispose(); {|#0:a.ReadByte()|}; using var b = File.OpenRead(p); return {|#1:b|};"),
            Verify.Diagnostic(Id).WithLocation(0).WithArguments("a", "used here", "close it after its last use"),
            Verify.Diagnostic(Id).WithLocation(1).WithArguments("b", "returned here", "leave the close to the caller"));
    }

    [Theory]
    [InlineData("var f = ; f.Dispose(); f.Read();")]
    [InlineData("f.Dispose(); f.")]
    [InlineData("using var f = Missing(); return f;")]
    [InlineData("using (f) { return f }")]
    public async Task Broken_code_is_left_alone(string statements)
    {
        await new LifecycleTest(Id) { TestCode = "class C { object M() { " + statements + " } }", CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None }.RunAsync();
    }

    private static string Method(string type, string statements)
    {
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Net.Http;
            using System.Threading.Tasks;

            #pragma warning disable CS1998, CS0649

            public class Holder
            {
                private readonly List<IDisposable> _all = [];
                private Action _changed = () => { };
                private HttpClient _client = new();
                private HttpClient Client { get; } = new();

                public {{type}} M(string p, int n, HttpClient given) { {{statements}} }

                public void Reopen() => _client = new();

                private static void Other() { }
                private static void Log(object o) => Console.WriteLine(o);
                private static int Read(Stream s) => s.ReadByte();
                private static void Create(out FileStream f) => f = File.OpenRead("");
                private static IEnumerable<int> Bytes(Stream s) { int b; while ((b = s.ReadByte()) >= 0) yield return b; }
                private static IEnumerable<int> MoreBytes(Stream s) { if (s is null) throw new ArgumentNullException(); return Bytes(s); }
            }

            public static class Opener
            {
                public static void Open(Holder h) => h.Reopen();
                public static IEnumerable<int> BytesOf(this Stream s) { yield return s.ReadByte(); }
            }

            public sealed class Session : IDisposable
            {
                private readonly HttpClient _http = new();
                private int _sent;
                public void Send() { _sent++; _http.GetStringAsync("").Wait(); }
                public void Forward() => Send();
                public int Count() => _sent;
                public void Dispose() => _http.Dispose();
            }

            public sealed class Nothing : IDisposable
            {
                public void Send() => Console.WriteLine();
                public void Dispose() { }
            }
            """;
    }
}
