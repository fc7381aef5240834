namespace Lifecycle.Analyzers.Model;

/// <summary>What a value that is assigned to a member is to the type.</summary>
/// <param name="Ownership">Whether the type has made it itself.</param>
/// <param name="Kind">The kind of resource that the type has made; None for a value that is not its own.</param>
internal readonly record struct MemberValue(MemberOwnership Ownership, ResourceKind Kind)
{
    public static readonly MemberValue Borrowed = new(MemberOwnership.Borrowed, ResourceKind.None);

    /// <summary>The value is one or the other; null says nothing.</summary>
    public static MemberValue? Either(MemberValue? left, MemberValue? right)
    {
        if (left is not { } first || right is not { } second)
            return left ?? right;

        // An HTTP client among other resources makes the member one: its rules are the stricter.
        var kind = first.Kind == ResourceKind.None || second.Kind == ResourceKind.HttpClient ? second.Kind : first.Kind;
        return new MemberValue(first.Ownership == second.Ownership ? first.Ownership : MemberOwnership.Conditional, kind);
    }
}
