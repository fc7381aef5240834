using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>What .editorconfig says goes first; where it is silent, the file itself speaks.</summary>
public sealed class GuardConfigTests
{
    private const string Source =
        """
        public sealed class C : IAsyncDisposable
        {
            private readonly MemoryStream _stream = new();

            public async ValueTask DisposeAsync()
            {
                await _stream.DisposeAsync();
            }
        }
        """;

    [Theory]
    [InlineData("csharp_prefer_braces = true", "if (Interlocked.Exchange(ref _disposed, 1) != 0)\n        {\n            return;\n        }\n")]
    [InlineData("csharp_prefer_braces = false:silent", "if (Interlocked.Exchange(ref _disposed, 1) != 0)\n            return;\n")]
    [InlineData("dotnet_style_qualification_for_field = true:suggestion", "if (Interlocked.Exchange(ref this._disposed, 1) != 0)\n")]
    [InlineData("csharp_prefer_braces = true\ncsharp_new_line_before_open_brace = none", "if (Interlocked.Exchange(ref _disposed, 1) != 0) {\n            return;\n        }\n")]
    public async Task Options_of_the_file_decide(string option, string written)
    {
        var actual = await GuardAsync(Source, $"root = true\n[*.cs]\n{option}\n");
        Assert.Contains(written, actual, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("returns", false)]
    [InlineData("awaits", true)]
    [InlineData("AWAITS ", true)]
    [InlineData("something", false)]
    public async Task The_option_decides_which_style_comes_first(string value, bool awaitsFirst)
    {
        GuardStyle[]? order = null;
        await Writer.ChangeAsync(
            Source,
            "C",
            writer =>
            {
                order = GuardStyles.InOrder(writer.Options);
                return false;
            },
            new Target { EditorConfig = $"root = true\n[*.cs]\nlifecycle.second_close = {value}\n" });

        Assert.Equal(2, order!.Distinct().Count());
        Assert.Equal(awaitsFirst ? GuardStyle.Awaits : GuardStyle.Returns, order![0]);
    }

    [Fact]
    public async Task Line_ends_of_the_file_are_kept()
    {
        var source = Source.ReplaceLineEndings("\r\n");
        foreach (var style in Enum.GetValues<GuardStyle>())
        {
            var actual = await Writer.ChangeAsync("using System;\r\nusing System.IO;\r\nusing System.Threading.Tasks;\r\n" + source, "C", writer => Writer.Guard(writer, style, null));
            Assert.DoesNotContain('\n', actual!.Replace("\r\n", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Tabs_of_the_file_are_kept()
    {
        var actual = await GuardAsync(Source.Replace("    ", "\t", StringComparison.Ordinal), editorConfig: null);
        Assert.Contains("\n\tprivate int _disposed;\n", actual, StringComparison.Ordinal);
        Assert.Contains("\n\t\tif (Interlocked.Exchange(ref _disposed, 1) != 0)\n\t\t\treturn;\n", actual, StringComparison.Ordinal);
    }

    private static async Task<string> GuardAsync(string source, string? editorConfig)
    {
        var actual = await Writer.ChangeAsync(source, "C", writer => Writer.Guard(writer, GuardStyle.Returns, null), new Target { EditorConfig = editorConfig });
        return actual!;
    }
}
