using LeakCorpus.Corpus;

namespace LeakCorpus;

/// <summary>The cases that are answered wrongly today, each with its reason: the lines <c>Family/Name: reason</c> of Exceptions.txt.</summary>
internal static class ListedExceptions
{
    public static IReadOnlyDictionary<string, string> All { get; } = CaseFiles.Read("Exceptions.txt")
        .ReplaceLineEndings("\n")
        .Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1].Trim() : "", StringComparer.Ordinal);
}
