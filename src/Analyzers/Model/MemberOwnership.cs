namespace Lifecycle.Analyzers.Model;

/// <summary>How sure it is that the value of a member is the type's own to close.</summary>
internal enum MemberOwnership
{
    /// <summary>Nothing says so: given from outside, shared, or made by somebody unknown.</summary>
    Borrowed,

    /// <summary>Made here when none is given: <c>given ?? new HttpClient()</c>, or by one constructor and not by another.</summary>
    Conditional,

    /// <summary>Made here, always.</summary>
    Always,
}
