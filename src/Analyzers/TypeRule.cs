using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>A rule that reads the model of one type and reports.</summary>
internal abstract class TypeRule
{
    /// <summary>The descriptors of the rule: one, or an HTTP id and its general twin.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    public abstract void Check(CloseModel type, Report report);
}
