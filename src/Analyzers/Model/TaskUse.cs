namespace Lifecycle.Analyzers.Model;

/// <summary>What becomes of the task that a call returns; of several uses the highest counts.</summary>
internal enum TaskUse
{
    /// <summary>Nobody looks at it.</summary>
    Dropped,

    /// <summary>It is stored or passed where this body does not show what becomes of it.</summary>
    Kept,

    /// <summary>The caller gets it.</summary>
    Returned,

    Awaited,

    /// <summary>The thread waits for it.</summary>
    Blocked,
}
