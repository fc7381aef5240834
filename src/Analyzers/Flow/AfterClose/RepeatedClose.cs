using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>A close by hand of a value that another close closes on the same path.</summary>
/// <param name="Value">The local, parameter or member that holds it.</param>
/// <param name="IsBeforeScopeEnd">The other close is that of a <c>using</c>, which comes later.</param>
/// <param name="Place">The call.</param>
internal sealed record RepeatedClose(ISymbol Value, bool IsBeforeScopeEnd, SyntaxNode Place);
