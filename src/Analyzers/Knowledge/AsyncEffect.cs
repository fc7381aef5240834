namespace Lifecycle.Analyzers.Knowledge;

/// <summary>What a call does to asynchronous work.</summary>
internal enum AsyncEffect
{
    None,

    /// <summary>It starts work that outlives the call.</summary>
    Schedules,

    /// <summary>It holds the calling thread until somebody else has done something.</summary>
    Blocks,

    /// <summary>It makes a task that is complete already.</summary>
    Completes,
}
