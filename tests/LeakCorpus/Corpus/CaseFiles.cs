using System.Collections.Immutable;

namespace LeakCorpus.Corpus;

/// <summary>The cases that this assembly carries.</summary>
internal static class CaseFiles
{
    private const string Folder = "Cases/";

    public static ImmutableArray<LeakCase> All { get; } = [.. typeof(CaseFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.Replace('\\', '/').StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => LeakCase.Parse(name.Replace('\\', '/')[Folder.Length..], Read(name)))
        .OrderBy(leak => leak.Name, StringComparer.Ordinal)];

    public static string Read(string resource)
    {
        using var stream = typeof(CaseFiles).Assembly.GetManifestResourceStream(resource) ?? throw new FileNotFoundException(resource);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
