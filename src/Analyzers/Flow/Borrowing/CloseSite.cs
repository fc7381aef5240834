using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>One place of a body that closes a value.</summary>
/// <param name="Operation">The call or the using.</param>
/// <param name="Value">The value that is closed, without conversions.</param>
/// <param name="Type">The type as which it is closed, where that says more than its own.</param>
/// <param name="Place">What a message points at.</param>
/// <param name="Form">How it is closed.</param>
internal readonly record struct CloseSite(IOperation Operation, IOperation Value, ITypeSymbol Type, SyntaxNode Place, CloseForm Form);
