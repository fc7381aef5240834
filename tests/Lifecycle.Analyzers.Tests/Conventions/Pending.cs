namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>
/// Ids of rules that are described but not complete yet: the checks that need their code wait. Empty in a release.
/// </summary>
internal static class Pending
{
    public static readonly IReadOnlySet<string> Rules = new HashSet<string>
    {
        "LIFE001",
        "LIFE101",
        "LIFE102",
        "LIFE201",
        "LIFE202",
        "LIFE210",
        "LIFE301",
        "LIFE302",
        "LIFE303",
    };
}
