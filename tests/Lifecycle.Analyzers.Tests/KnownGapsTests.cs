namespace Lifecycle.Analyzers.Tests;

/// <summary>
/// What the rules do not see, or see wrongly, pinned so that it is known: a test that fails here is an improvement, and
/// its case moves to the tests of the rule. One file a family.
/// </summary>
public sealed partial class KnownGapsTests
{
}
