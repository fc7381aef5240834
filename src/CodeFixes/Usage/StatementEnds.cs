using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>Where a function ends anyway, so that no <c>return</c> is needed.</summary>
internal static class StatementEnds
{
    /// <summary>True when nothing of the function comes after the statement but closes.</summary>
    public static bool IsLast(StatementSyntax statement, SyntaxNode function)
    {
        for (SyntaxNode node = statement; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case BlockSyntax block when block.Statements.Last() != node:
                    return false;
                case BlockSyntax when parent.Parent == function:
                    return true;
                case BlockSyntax or UsingStatementSyntax or LockStatementSyntax or IfStatementSyntax or ElseClauseSyntax or TryStatementSyntax or CatchClauseSyntax:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for such a statement of a block, which can go.</summary>
    public static bool IsRemovable(StatementSyntax statement, SyntaxNode function)
    {
        return statement.Parent is BlockSyntax && IsLast(statement, function);
    }
}
