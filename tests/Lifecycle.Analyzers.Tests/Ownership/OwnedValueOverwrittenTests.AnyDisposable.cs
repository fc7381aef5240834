using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The general twin: the same questions about resources that are no HTTP clients.</summary>
public sealed partial class OwnedValueOverwrittenTests
{
    private const string AnyId = "LIFE314";

    private static string AnyType(string member)
    {
        return $$"""
            using System;
            using System.IO;
            using System.Threading;

            class C : IDisposable
            {
                private StreamWriter _w = new("0.txt");
                private Timer? _t;

                {{member}}

                public void Dispose() { _w.Dispose(); _t?.Dispose(); }
            }
            """;
    }

    [Theory]
    [InlineData("public void Roll(int n) { [|_w = new StreamWriter(\"1.txt\")|]; }")]
    [InlineData("public void Roll(int n) { [|_w = new StreamWriter($\"{n}.txt\")|]; }")]
    [InlineData("public void Roll(string s) { [|_w = File.CreateText(s)|]; }")]
    [InlineData("public void Roll(int n) { _w.Flush(); [|_w = new StreamWriter(\"1.txt\")|]; }")]
    [InlineData("public void Roll(int n) { [|_t = new Timer(Tick)|]; } void Tick(object? o) { }")]
    [InlineData("public static void M(string[] all) { StreamReader? r = null; foreach (var s in all) { [|r = new StreamReader(s)|]; r.ReadLine(); } r?.Dispose(); }")]
    public async Task Disposable_that_is_overwritten_while_open_is_reported(string member)
    {
        await Verify.Rule(AnyId, AnyType(member));
    }

    [Theory]
    [InlineData("public void Roll(int n) { _w.Dispose(); _w = new StreamWriter($\"{n}.txt\"); }")]
    [InlineData("public void Roll(int n) { _w.Close(); _w = new StreamWriter($\"{n}.txt\"); }")]
    [InlineData("public void Start() { _t?.Dispose(); _t = new Timer(Tick); } void Tick(object? o) { }")]
    [InlineData("MemoryStream _m = new(); public void Clear() { _m = new MemoryStream(); }")]
    [InlineData("public void M(Stream s) { s = new BufferedStream(s); s = new StreamReader(s).BaseStream; s.Dispose(); }")]
    public async Task Disposable_that_is_closed_before_or_holds_nothing_is_silent(string member)
    {
        await Verify.Rule(AnyId, AnyType(member));
    }
}
