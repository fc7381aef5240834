using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// A place that holds a value: a member of an object, a static member, or a local of one frame. The key is the symbol,
/// the flow capture, or a <see cref="StateKey"/> for what is known of an object beside its members.
/// </summary>
/// <param name="Owner">The thing that has the member; <see cref="Statics"/>; or a negative number for a frame.</param>
/// <param name="Key">What the owner calls the place.</param>
internal readonly record struct Slot(int Owner, object Key)
{
    /// <summary>The owner of static members.</summary>
    public const int Statics = int.MaxValue;

    public bool IsLocal => Owner < 0;

    public static Slot OfFrame(int frame, object key)
    {
        return new Slot(-frame, key);
    }

    /// <summary>The slot of a member; generic types share the slots of their definition.</summary>
    public static Slot OfMember(int owner, ISymbol member)
    {
        return new Slot(member.IsStatic ? Statics : owner, member.OriginalDefinition);
    }
}

/// <summary>
/// Something known of an object that is no member of it. Unlike what was read from the object, it stays when the object
/// is acted on.
/// </summary>
/// <param name="Kind">What is known.</param>
/// <param name="Detail">The property, type or other value that it is about, if any.</param>
internal sealed record StateKey(StateKind Kind, object? Detail = null);

internal enum StateKind
{
    /// <summary>The object was disposed.</summary>
    Released,

    /// <summary>The collection has no element.</summary>
    Emptied,

    /// <summary>Asking for its next element takes the element away.</summary>
    Drained,

    /// <summary>A using took the object, and gives back what it stands for.</summary>
    Holds,

    /// <summary>Something was done to the object, so that what was read from it may no longer hold.</summary>
    Touched,

    /// <summary>A property that only known methods change; the detail is the property.</summary>
    Exact,

    /// <summary>The outcome of a test that nothing changes; the detail says which.</summary>
    Test,

    /// <summary>The member was read in this call.</summary>
    Read,
}
