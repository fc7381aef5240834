using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>One thing that a close member has to do.</summary>
internal abstract record CloseStep
{
    private CloseStep()
    {
    }

    /// <summary>
    /// Release what a field or property of the type holds: with <c>DisposeAsync</c> in an asynchronous close where the
    /// value has it, else with <c>Dispose</c>; with <c>?.</c> where it may be null.
    /// </summary>
    /// <param name="Member">The field or property.</param>
    /// <param name="OwnerFlag">The bool field that says whether the value is owned; null when it always is.</param>
    public sealed record Release(ISymbol Member, string? OwnerFlag = null) : CloseStep;

    /// <summary>Run a statement, as it stands, in the asynchronous close: it may await.</summary>
    public sealed record Run(StatementSyntax Statement) : CloseStep;
}
