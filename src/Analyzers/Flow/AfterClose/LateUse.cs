using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>A use of a value that is closed on every path that comes there.</summary>
/// <param name="Value">The local, parameter or member that holds it.</param>
/// <param name="Kind">What is done with it.</param>
/// <param name="Place">What a message points at.</param>
internal sealed record LateUse(ISymbol Value, LateUseKind Kind, SyntaxNode Place);
