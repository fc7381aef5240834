namespace Lifecycle.Analyzers.Flow;

/// <summary>What becomes of a resource that a member is given.</summary>
internal enum ArgumentFate
{
    /// <summary>Nothing is known: the engine stays silent about the resource from here on.</summary>
    Unknown,

    /// <summary>It is used and still has to be closed by the caller.</summary>
    Used,

    /// <summary>It is closed when the call returns.</summary>
    Closed,

    /// <summary>Somebody else has it after the call and answers for it: a new owner, a field, the caller's own result.</summary>
    Kept,

    /// <summary>The new object holds on to it, never closes it and never lets it out: the caller still has to close it.</summary>
    Retained,
}
