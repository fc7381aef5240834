namespace Lifecycle.Analyzers.Flow;

/// <summary>What a condition has told of a local or parameter.</summary>
internal enum Fact
{
    Null,
    NotNull,
    True,
    False,
}
