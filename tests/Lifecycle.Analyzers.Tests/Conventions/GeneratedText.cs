using System.Text.RegularExpressions;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>
/// Text in files of the repository that follows from the code. A test compares it; with UPDATE_DOCS=1 in the environment
/// the same test writes it.
/// </summary>
internal static class GeneratedText
{
    /// <summary>The tests that may write share this xunit collection, so that no two write at once.</summary>
    public const string Collection = "Tests that write documentation";

    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    /// <summary>Compares a whole file with what it should hold, or writes it.</summary>
    public static void CheckFile(string path, string expected)
    {
        var actual = Repository.Has(path) ? Repository.Read(path) : "";
        if (actual == expected)
            return;

        if (IsUpdating)
            Write(path, expected);
        else if (!Pending.Any)
            Assert.Fail($"{path} is behind the code: run UPDATE_DOCS=1 dotnet test --filter Conventions\n\nexpected:\n{expected}");
    }

    /// <summary>Compares what stands between the markers of a part in a Markdown file, or writes it.</summary>
    public static void CheckPart(string path, string part, string expected)
    {
        var text = Repository.Read(path);
        var start = $"<!-- generated: {part} -->\n";
        var end = "<!-- end -->";
        var pattern = new Regex(Regex.Escape(start) + ".*?" + Regex.Escape(end), RegexOptions.Singleline);
        Assert.True(pattern.IsMatch(text), $"{path} lacks the part <!-- generated: {part} --> ... {end}");
        CheckFile(path, pattern.Replace(text, _ => start + expected.TrimEnd('\n') + "\n" + end, 1));
    }

    public static void Write(string path, string text)
    {
        var full = Repository.PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
