namespace Lifecycle.Analyzers.Knowledge;

/// <summary>What is known of calling a member, as far as it matters to calling it once more.</summary>
/// <param name="Kind">What doing it once more means.</param>
/// <param name="Reason">Why, as a clause that follows the member's name; empty when there is nothing to say.</param>
internal sealed record Effect(EffectKind Kind, string Reason = "")
{
    public static readonly Effect Neutral = new(EffectKind.Neutral);

    public static readonly Effect Safe = new(EffectKind.Safe);

    public static readonly Effect Unknown = new(EffectKind.Unknown, "about which nothing is known");

    /// <summary>True when what makes it unsafe is an exception, so that catching the exception makes it safe.</summary>
    public bool Throws { get; init; }

    /// <summary>The documentation id of the exception, where it is not the one for disposed objects.</summary>
    public string? Exception { get; init; }

    /// <summary>True when it throws ObjectDisposedException once its object is disposed.</summary>
    public bool ThrowsOnceDisposed { get; init; }

    /// <summary>True for a call on an object that is disposed, which is sure to throw.</summary>
    public bool IsThrowing => this is { Kind: EffectKind.Unsafe, Throws: true, ThrowsOnceDisposed: true, Leaves: false };

    /// <summary>True when it disposes its object.</summary>
    public bool Disposes { get; init; }

    /// <summary>True when it changes its object, so that what was read from the object may no longer hold.</summary>
    public bool Changes { get; init; }

    /// <summary>True when it leaves its collection without elements; for a static member, when it gives an empty one.</summary>
    public bool Empties { get; init; }

    /// <summary>True when its result is a new object that nobody else has.</summary>
    public bool IsFresh { get; init; }

    /// <summary>True when it asks a collection for its next element, and leaves the collection as it is.</summary>
    public bool Iterates { get; init; }

    /// <summary>True when asking its result for the next element takes the element away.</summary>
    public bool Drains { get; init; }

    /// <summary>True when it runs the delegates that it is given.</summary>
    public bool Runs { get; init; }

    /// <summary>True when its result is its object or its first argument in another guise.</summary>
    public bool ReturnsSame { get; init; }

    /// <summary>True for a Dispose that calls its hook each time: a guard has to be in the override.</summary>
    public bool Hooks { get; init; }

    /// <summary>True for a close that releases nothing itself, so that an override has nothing to call it for.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>True when it takes a lock that nobody else holds until it is left.</summary>
    public bool Enters { get; init; }

    /// <summary>True when it gives back what <see cref="Enters"/> took.</summary>
    public bool Leaves { get; init; }

    /// <summary>True for a property that only members with <see cref="Sets"/> change.</summary>
    public bool IsExact { get; init; }

    /// <summary>The documentation id of the property that becomes true.</summary>
    public string? Sets { get; init; }
}
