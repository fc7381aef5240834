using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>A rule that reads what became of the obligations of one body and reports.</summary>
internal abstract class BodyRule
{
    /// <summary>The descriptors of the rule: one, or an HTTP id and its general twin.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    public abstract void Check(ObligationAnalysis body, Report report);
}
