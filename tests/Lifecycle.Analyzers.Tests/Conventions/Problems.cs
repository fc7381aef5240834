namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>What a convention test finds amiss; all of it is shown at once.</summary>
internal sealed class Problems
{
    private readonly List<string> _found = [];

    public void Unless(bool holds, string problem)
    {
        if (!holds)
            _found.Add(problem);
    }

    public void AssertNone()
    {
        Assert.True(_found.Count == 0, string.Join("\n", _found));
    }
}
