using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>A task that nobody has awaited when something that it works with is closed.</summary>
/// <param name="Place">The expression that lets the task out: the one returned, or the call that starts it.</param>
/// <param name="Task">The call or property that the task comes from.</param>
/// <param name="Closed">What is closed too early.</param>
internal sealed record OutlivingTask(SyntaxNode Place, ISymbol Task, Closable Closed);
