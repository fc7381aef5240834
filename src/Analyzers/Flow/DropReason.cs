namespace Lifecycle.Analyzers.Flow;

/// <summary>How a fresh resource that no local holds gets lost.</summary>
internal enum DropReason
{
    None,

    /// <summary>Nothing is done with the value.</summary>
    Discarded,

    /// <summary>A member is called on it and the value itself is not kept: <c>new HttpClient().GetStringAsync(u)</c>.</summary>
    UsedInPassing,

    /// <summary>It is an argument of a member that only uses it.</summary>
    PassedToUser,

    /// <summary>It is offered to a pool at each call, which keeps the first alone.</summary>
    PassedToPool,

    /// <summary>An object holds on to it that never closes it.</summary>
    PassedToHolder,
}
