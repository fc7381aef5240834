namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>How a new close member is built.</summary>
internal enum CloseShape
{
    /// <summary>The work stands in the close member itself: sealed types, and types that nobody derives from.</summary>
    Inline,

    /// <summary>The work stands in a virtual core that derived types extend.</summary>
    Open,
}
