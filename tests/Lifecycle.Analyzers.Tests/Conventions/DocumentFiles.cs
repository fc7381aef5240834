namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>The documents that a reader of the repository meets.</summary>
internal static class DocumentFiles
{
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        .. Repository.Files("docs", "*.md"),
    ];
}
