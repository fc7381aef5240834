namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relativePath)
    {
        return Path.Combine(Root, relativePath.Replace('/', Path.DirectorySeparatorChar));
    }

    public static bool Has(string relativePath)
    {
        return File.Exists(PathOf(relativePath));
    }

    /// <summary>The text of a file, with line feeds only.</summary>
    public static string Read(string relativePath)
    {
        return File.ReadAllText(PathOf(relativePath)).ReplaceLineEndings("\n");
    }

    /// <summary>The files under a folder that match a pattern, relative to the root, in stable order; build output is left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var start = PathOf(folder);
        if (!Directory.Exists(start))
            return [];

        return Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "artifacts" or "bin" or "obj" or ".git"))
            .Order(StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lifecycle.Analyzers.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
