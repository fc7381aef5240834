using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class ClosedTwiceFixTests
{
    private const string Id = "LIFE505";
    private const string RemoveSecondClose = "LIFE505.RemoveSecondClose";

    [Theory]
    [InlineData("using var f = File.OpenRead(p);\n        f.ReadByte();\n        [|f.Dispose()|];", "using var f = File.OpenRead(p);\n        f.ReadByte();")]
    [InlineData("var f = File.OpenRead(p);\n        f.Dispose();\n        [|f.Close()|];", "var f = File.OpenRead(p);\n        f.Dispose();")]
    [InlineData("var f = File.OpenRead(p);\n        f.Dispose();\n        [|f?.Dispose()|];", "var f = File.OpenRead(p);\n        f.Dispose();")]
    [InlineData("var f = File.OpenRead(p);\n        f.Dispose();\n        if (f != null)\n        {\n            [|f.Dispose()|];\n        }", "var f = File.OpenRead(p);\n        f.Dispose();")]
    public async Task The_close_by_hand_goes(string statements, string repaired)
    {
        await Verify.Fix(Id, Method(statements), Method(repaired), RemoveSecondClose);
    }

    [Fact]
    public async Task All_go_at_once_and_comments_stay()
    {
        await Verify.Fix(
            Id,
            Method("""
                using var f = File.OpenRead(p);
                        using var g = File.OpenRead(p);
                        // Read both.
                        f.ReadByte();
                        g.ReadByte();
                        [|f.Dispose()|];
                        [|g.Dispose()|];
                """),
            Method("""
                using var f = File.OpenRead(p);
                        using var g = File.OpenRead(p);
                        // Read both.
                        f.ReadByte();
                        g.ReadByte();
                """),
            RemoveSecondClose);
    }

    private static string Method(string statements)
    {
        return $$"""
            using System.IO;

            public class C
            {
                public void M(string p)
                {
                    {{statements}}
                }
            }
            """;
    }
}
