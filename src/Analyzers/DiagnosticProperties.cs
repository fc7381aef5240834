namespace Lifecycle.Analyzers;

/// <summary>
/// The keys of <see cref="Microsoft.CodeAnalysis.Diagnostic.Properties"/>: what a rule knew and its fix need not find out again.
/// </summary>
internal static class DiagnosticProperties
{
    /// <summary>The name of the field or property that the type uses as its closed state, when it has one.</summary>
    public const string GuardMember = "guardMember";

    /// <summary>"true" when the finalizer path also releases native state.</summary>
    public const string ReleasesNative = "releasesNative";

    /// <summary>"always" or "conditional" (<c>given ?? new HttpClient()</c>): how sure it is that the member's value is owned.</summary>
    public const string Ownership = "ownership";

    /// <summary>"closed" or "givenAway": what other paths do with a local that one path leaves open; missing when all leave it open.</summary>
    public const string OtherPaths = "otherPaths";

    /// <summary>Present when no path of an override calls its base.</summary>
    public const string NeverCalled = "neverCalled";
}
