using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Whether a variable lives on from one assignment to another. A control-flow graph does not always show where the scope
/// of a local ends within a loop, so this asks the syntax.
/// </summary>
internal static class VariableScope
{
    /// <summary>False where the variable of one turn of a loop is another than that of the next: its value is lost at the end of the turn.</summary>
    public static bool Holds(ISymbol variable, Obligation value, SyntaxNode target)
    {
        // A declaration does not overwrite anything.
        if (target is VariableDeclaratorSyntax or VariableDesignationSyntax or DeclarationExpressionSyntax or PatternSyntax || value.HolderSyntax is not { } first)
            return false;

        if (variable.DeclaringSyntaxReferences is not [var reference])
            return false;

        var common = first;
        while (!common.Span.Contains(target.Span) && common.Parent is { } parent)
            common = parent;

        // In one turn only one side of a choice runs.
        var isOneAfterTheOther = first.SpanStart < target.SpanStart
            && common is not (IfStatementSyntax or ElseClauseSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax);
        if (isOneAfterTheOther)
            return true;

        for (var node = common; node is not null; node = node.Parent)
        {
            if (node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
                return !node.Span.Contains(reference.Span);
        }

        return false;
    }
}
