namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>Who gives a member its values.</summary>
internal enum MemberSetters
{
    /// <summary>Nobody knows, or values of others come in.</summary>
    Unknown,

    /// <summary>The type alone, and all of them are its own.</summary>
    TypeAlone,

    /// <summary>The type, whose values are its own, and whoever sets the member from outside.</summary>
    TypeAndOthers,
}
