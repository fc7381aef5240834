using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>A place that gives a field or auto-property of the object another value.</summary>
/// <param name="Member">The member that holds the value from then on.</param>
/// <param name="Target">What stands there for the member.</param>
/// <param name="Value">The operation that makes or names the value; the argument itself for what a method leaves in it.</param>
/// <param name="Form">By what means.</param>
internal sealed record MemberStore(ISymbol Member, IOperation Target, IOperation Value, StoreForm Form);
