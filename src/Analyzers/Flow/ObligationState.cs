namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// What may be true of an obligation at one point of a body, over the paths that reach it. Joins are unions: a value with
/// both <see cref="Open"/> and <see cref="Closed"/> is open on some path.
/// </summary>
[Flags]
internal enum ObligationState : byte
{
    /// <summary>The point is not reached.</summary>
    Unreached = 0,

    /// <summary>A path on which the resource is not created (yet).</summary>
    NotCreated = 1,

    /// <summary>Created and neither closed nor handed on: <c>var c = new HttpClient();</c></summary>
    Open = 2,

    /// <summary>Closed: <c>c.Dispose();</c></summary>
    Closed = 4,

    /// <summary>Somebody else has it now: returned, stored in a field, given to an owner.</summary>
    HandedOn = 8,

    /// <summary>Something happened that the engine cannot follow. Never reported.</summary>
    Unknown = 16,

    /// <summary>A constructor stored it where nothing of the type closes it or lets it out.</summary>
    Retained = 32,
}
