namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>Where a value may have come from, over all that may have been assigned to it. Empty for null alone.</summary>
[Flags]
internal enum Origins
{
    None = 0,

    /// <summary>Made by this code, or by a factory that makes one at each call.</summary>
    Own = 1,

    /// <summary>A parameter of the method around it.</summary>
    Parameter = 2,

    /// <summary>Given to the object from outside: what a constructor or method put into a member of it.</summary>
    Given = 4,

    /// <summary>A static member, which everybody shares.</summary>
    Shared = 8,

    /// <summary>A service provider, or a factory that the user named as one that keeps what it returns.</summary>
    Provided = 16,

    /// <summary>Not known. Never reported.</summary>
    Unknown = 32,

    /// <summary>A new object over a value of the other origins: to close it is to close that value.</summary>
    Over = 64,

    /// <summary>A member of an object that was given: whoever made that object answers for what it holds.</summary>
    Within = 128,
}
