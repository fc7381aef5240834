namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>What becomes of a finalizer whose work moves into the close.</summary>
internal enum FinalizerFate
{
    /// <summary>It goes; what it does besides, a native release above all, stays.</summary>
    Goes,

    /// <summary>It stays and says that the object was not closed.</summary>
    Reports,
}
