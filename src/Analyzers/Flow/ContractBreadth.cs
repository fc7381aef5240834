namespace Lifecycle.Analyzers.Flow;

/// <summary>Which parameters a contract speaks of. Most questions are about resources, and those about anything else cost more.</summary>
internal enum ContractBreadth
{
    /// <summary>Parameters that have the type of a resource.</summary>
    Resources,

    /// <summary>Every object: a resource may hide behind a type that does not say so, or be carried by one.</summary>
    AnyObject,
}
