using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>A field or auto-property whose value, or the elements of whose value, the type has made itself, at least on some way.</summary>
/// <param name="Member">The field or property as the user wrote it.</param>
/// <param name="Kind">What the value has to be closed for.</param>
/// <param name="Ownership">Whether every value is the type's own.</param>
/// <param name="CreatedIn">The constructor, method, field or property in which it is made.</param>
/// <param name="IsClosed">Some member closes it, or hands it to somebody who may.</param>
/// <param name="ShownBy">The properties and methods of the type that give the value to others to use.</param>
/// <param name="IsCollection">The member holds a collection or a lazy, and the type has made what lies in it.</param>
internal sealed record OwnedMember(
    ISymbol Member,
    ResourceKind Kind,
    MemberOwnership Ownership,
    ISymbol CreatedIn,
    bool IsClosed,
    ImmutableArray<ISymbol> ShownBy,
    bool IsCollection);
