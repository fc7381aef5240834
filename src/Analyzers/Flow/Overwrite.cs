using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A place at which a variable or member is given another value while the one that it owns may still be open.</summary>
/// <param name="Holder">The local, parameter, field or property.</param>
/// <param name="Target">The target of the assignment, or the argument that sets it.</param>
/// <param name="Lost">The value that nobody can close from then on; null for what a member holds.</param>
/// <param name="Kind">What the lost value has to be closed for.</param>
/// <param name="Type">The type of the lost value, as well as it is known.</param>
/// <param name="IsOwn">Whatever the holder may hold there is made by this code and has not been given away: it may be closed.</param>
internal sealed record Overwrite(ISymbol Holder, SyntaxNode Target, Obligation? Lost, ResourceKind Kind, ITypeSymbol Type, bool IsOwn);
