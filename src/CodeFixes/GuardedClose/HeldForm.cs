namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>In what shape a member holds the values that its type has to close.</summary>
internal enum HeldForm
{
    Sequence,
    Array,
    Dictionary,
    Lazy,
}
