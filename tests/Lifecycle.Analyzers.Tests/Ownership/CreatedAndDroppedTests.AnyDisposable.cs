using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Ownership;

/// <summary>The general twin: the same questions about resources that are no HTTP clients.</summary>
public sealed partial class CreatedAndDroppedTests
{
    [Theory]
    [InlineData("string? M() => [|new StreamReader(\"\")|].ReadLine();")]
    [InlineData("void M() => [|new FileStream(\"\", FileMode.Open)|].ReadByte();")]
    [InlineData("void M() { _ = [|new FileStream(\"\", FileMode.Open)|]; }")]
    [InlineData("static Stream Open() => new FileStream(\"\", FileMode.Open); void M() => [|Open()|].ReadByte();")]
    [InlineData("static async Task<Stream> Open() { await Task.Yield(); return new FileStream(\"\", FileMode.Open); } async Task M() => ([|await Open().ConfigureAwait(false)|]).ReadByte();")]
    public async Task Disposable_that_is_dropped_is_reported(string members)
    {
        await Verify.Rule("LIFE313", InType(members));
    }

    [Theory]
    [InlineData("Stream M() => new FileStream(\"\", FileMode.Open);")]
    [InlineData("byte[] M() { var m = new MemoryStream(); return m.ToArray(); }")]
    [InlineData("async Task M() => await Task.Run(() => { });")]
    public async Task What_is_returned_or_needs_no_closing_is_silent(string members)
    {
        await Verify.Rule("LIFE313", InType(members));
    }

    private static string InType(string members)
    {
        return $$"""
            using System;
            using System.IO;
            using System.Threading.Tasks;

            class C
            {
                {{members}}
            }
            """;
    }
}
