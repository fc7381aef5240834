namespace Lifecycle.Analyzers.Flow;

/// <summary>What the first glance at a body finds in it.</summary>
internal enum BodyInterest
{
    /// <summary>Nothing that a rule looks at.</summary>
    None,

    /// <summary>It closes a resource and creates none, or only such as it settles at the spot.</summary>
    Closes,

    /// <summary>It creates a resource of which only the flow tells what becomes of it.</summary>
    Creates,
}
