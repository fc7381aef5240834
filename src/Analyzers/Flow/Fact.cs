namespace Lifecycle.Analyzers.Flow;

/// <summary>What a condition has told of a local or parameter.</summary>
internal enum Fact
{
    Null,
    NotNull,
    True,
    False,

    /// <summary>The value is null or of some other type than the one asked for.</summary>
    OtherType,
}
