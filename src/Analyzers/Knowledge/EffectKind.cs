namespace Lifecycle.Analyzers.Knowledge;

/// <summary>What doing something once more means, the harmless first.</summary>
internal enum EffectKind
{
    /// <summary>No work: nothing is released, changed or told to the outside.</summary>
    Neutral,

    /// <summary>Work that may be repeated.</summary>
    Safe,

    /// <summary>Work about which nothing is known.</summary>
    Unknown,

    /// <summary>The release of an owned HTTP client: it cancels whatever is in flight.</summary>
    HttpClient,

    /// <summary>Work that breaks or is felt the second time.</summary>
    Unsafe,
}
