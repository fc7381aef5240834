namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>What else than closing it a body does with a parameter or shared member.</summary>
[Flags]
internal enum ValueUses
{
    None = 0,

    /// <summary>A member of it is called, or it is an argument: <c>client.GetAsync(u)</c></summary>
    Used = 1,

    /// <summary>It is kept, returned or assigned, so that it may be in other hands when it is closed.</summary>
    Kept = 2,

    /// <summary>It is assigned to a member, where others find it after it is closed.</summary>
    Stored = 4,
}
