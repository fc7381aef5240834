namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>
/// Ids of rules that are described but not complete yet: the checks that need their code wait. Empty in a release.
/// </summary>
internal static class Pending
{
    /// <summary>Nothing reports these yet.</summary>
    public static readonly IReadOnlySet<string> Rules = new HashSet<string>();

    /// <summary>Nothing mends these yet.</summary>
    public static readonly IReadOnlySet<string> Fixes = new HashSet<string>();

    public static bool Any => Rules.Count + Fixes.Count > 0;
}
