using System.Collections.Immutable;

namespace LeakCorpus.Corpus;

/// <summary>One labelled program: where its fact comes from, which rule it asks about, and what has to be reported on which line.</summary>
internal sealed record LeakCase
{
    private const string Comment = "// ";
    private const string Expectation = "// expect: ";

    /// <summary>Folder and file name: <c>Ownership/ClientPerCall</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The repository and the number of the report: <c>owner/name#12</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The rule that the case asks about, also where it has to stay silent.</summary>
    public required string Rule { get; init; }

    public required bool MustReport { get; init; }

    /// <summary>What the bug is, or why there is none.</summary>
    public required string Description { get; init; }

    public required string Text { get; init; }

    /// <summary>What is reported, by lines that start at 1.</summary>
    public required ImmutableArray<Finding> Expected { get; init; }

    public string Family => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The program without its header, its marks and its spaces: what two cases may not share.</summary>
    public string Body => string.Concat(Lines(Text).Where(line => !line.StartsWith("//", StringComparison.Ordinal)).Select(WithoutMark)).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Reads a case. Its header stands in the first comment lines: source, rule, verdict, then free text.</summary>
    public static LeakCase Parse(string name, string text)
    {
        var header = Lines(text).TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToList();
        return new LeakCase
        {
            Name = name,
            Source = Value(header, "source", name),
            Rule = Value(header, "rule", name),
            MustReport = Value(header, "verdict", name) switch
            {
                "report" => true,
                "silent" => false,
                var other => throw new InvalidDataException($"{name}: the verdict is 'report' or 'silent', not '{other}'."),
            },
            Description = string.Join(" ", header.Skip(3)),
            Text = text,
            Expected = [.. Lines(text).SelectMany(ExpectedOn).Order()],
        };
    }

    private static string Value(List<string> header, string key, string name)
    {
        var line = header.FirstOrDefault(line => line.StartsWith(key + ": ", StringComparison.Ordinal));
        return line?[(key.Length + 2)..] ?? throw new InvalidDataException($"{name}: the header has no '{Comment}{key}:'.");
    }

    private static IEnumerable<Finding> ExpectedOn(string line, int index)
    {
        var mark = line.IndexOf(Expectation, StringComparison.Ordinal);
        return mark < 0
            ? []
            : line[(mark + Expectation.Length)..].Split(',', StringSplitOptions.TrimEntries).Select(id => new Finding(index + 1, id));
    }

    private static string WithoutMark(string line)
    {
        var mark = line.IndexOf(Expectation, StringComparison.Ordinal);
        return mark < 0 ? line : line[..mark];
    }

    private static string[] Lines(string text)
    {
        return text.ReplaceLineEndings("\n").Split('\n');
    }
}
