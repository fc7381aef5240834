using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>The statements among which one stands: those of a block, or the top-level ones of a program.</summary>
internal static class StatementList
{
    /// <summary>The statements after this one in its list.</summary>
    public static List<StatementSyntax> After(StatementSyntax statement)
    {
        return All(statement).SkipWhile(candidate => candidate != statement).Skip(1).ToList();
    }

    /// <summary>Puts other statements in the place of this one and of all that follow it in its list.</summary>
    public static SyntaxNode ReplaceFrom(SyntaxNode root, StatementSyntax statement, IEnumerable<StatementSyntax> statements)
    {
        if (statement.Parent is BlockSyntax block)
            return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(block.Statements.TakeWhile(candidate => candidate != statement).Concat(statements))));

        var unit = (CompilationUnitSyntax)statement.Parent!.Parent!;
        var before = unit.Members.TakeWhile(member => member != statement.Parent);
        var after = unit.Members.Where(member => member is not GlobalStatementSyntax);
        var written = statements.Select(written => (MemberDeclarationSyntax)SyntaxFactory.GlobalStatement(written));
        return root.ReplaceNode(unit, unit.WithMembers(SyntaxFactory.List(before.Concat(written).Concat(after))));
    }

    private static IEnumerable<StatementSyntax> All(StatementSyntax statement)
    {
        return statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement),
            _ => Enumerable.Empty<StatementSyntax>(),
        };
    }
}
