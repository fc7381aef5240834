using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Flow.Overwriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>LIFE304, LIFE314: what owns an HTTP client (or any other resource) is given another value while the one before may still be open.</summary>
internal sealed class OwnedValueOverwritten : BodyRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.OwnedValueOverwritten, Rules.AnyOwnedValueOverwritten);

    public override void Check(ObligationAnalysis body, Report report)
    {
        SyntaxNode? last = null;
        foreach (var overwrite in body.Overwrites)
        {
            // Of several values that a variable may hold, the first one is named.
            if (RuleOf(overwrite) is null || overwrite.Target == last)
                continue;

            last = overwrite.Target;
            ReportAt(overwrite, report);
        }

        foreach (var overwrite in OverwrittenMembers.Find(body, report.CancellationToken))
            ReportAt(overwrite, report);
    }

    /// <summary>True when the loss of the value is told where it happens, so that nothing has to be said where it was made.</summary>
    public static bool Tells(Obligation lost, ObligationAnalysis body)
    {
        foreach (var overwrite in body.Overwrites)
        {
            if (overwrite.Lost == lost && RuleOf(overwrite) is { } rule && body.Scope.Enabled.Contains(rule))
                return true;
        }

        return false;
    }

    private static void ReportAt(Overwrite overwrite, Report report)
    {
        if (RuleOf(overwrite) is not { } rule)
            return;

        report.At(
            rule,
            AssignmentOf(overwrite.Target).GetLocation(),
            ImmutableArray<Location>.Empty,
            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Ownership, overwrite.IsOwn ? "always" : "conditional"),
            overwrite.Holder.Name,
            overwrite.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    private static DiagnosticDescriptor? RuleOf(Overwrite overwrite)
    {
        return Twin.For(overwrite.Kind, Rules.OwnedValueOverwritten, Rules.AnyOwnedValueOverwritten);
    }

    private static SyntaxNode AssignmentOf(SyntaxNode target)
    {
        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == target => assignment,
            ArgumentSyntax argument => argument,
            _ => target,
        };
    }
}
