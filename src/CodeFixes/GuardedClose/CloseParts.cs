using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>The parts of a close member's block: the guard at its head, the work, and what comes last.</summary>
internal sealed class CloseParts
{
    private readonly SemanticModel _model;
    private readonly TargetFeatures _features;

    public CloseParts(SemanticModel model, TargetFeatures features)
    {
        _model = model;
        _features = features;
    }

    /// <summary>How many statements at the head let a later caller leave, or set the state that they ask.</summary>
    public int HeadOf(BlockSyntax? body)
    {
        return body?.Statements.TakeWhile(IsGuard).Count() ?? 0;
    }

    /// <summary>The statements at the end that are no work of the member's own, the last one first.</summary>
    public IEnumerable<StatementSyntax> TailOf(BlockSyntax? body)
    {
        return body?.Statements.Reverse().TakeWhile(IsTail) ?? Enumerable.Empty<StatementSyntax>();
    }

    /// <summary>Telling the collector, releasing what is not managed, and a return that says that nothing is left to wait for.</summary>
    public bool IsTail(StatementSyntax statement)
    {
        return statement switch
        {
            ReturnStatementSyntax { Expression: var task } => AsyncConversion.IsCompleted(task, _model, _features),
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: nameof(IDisposable.Dispose) }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } }] } } => true,
            _ => IsSuppression(statement),
        };
    }

    public static bool IsSuppression(StatementSyntax statement)
    {
        return statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(GC.SuppressFinalize) } } };
    }

    private bool IsGuard(StatementSyntax statement)
    {
        return statement switch
        {
            IfStatementSyntax { Else: null, Statement: var leave } => (leave is BlockSyntax { Statements: [var only] } ? only : leave) is ReturnStatementSyntax { Expression: var task } && AsyncConversion.IsCompleted(task, _model, _features),
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: LiteralExpressionSyntax } } => true,
            _ => false,
        };
    }
}
