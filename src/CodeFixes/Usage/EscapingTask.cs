using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>A statement that lets a task out: it returns the task, or drops it.</summary>
internal sealed class EscapingTask
{
    private EscapingTask(StatementSyntax statement, ExpressionSyntax task)
    {
        Statement = statement;
        Task = task;
    }

    public StatementSyntax Statement { get; }

    /// <summary>The whole expression that stands for the task.</summary>
    public ExpressionSyntax Task { get; }

    /// <summary>The statement around a reported expression; null where the task is kept by something, which somebody may await.</summary>
    public static EscapingTask? Find(ExpressionSyntax place, TaskTypes tasks)
    {
        var whole = place;
        while (Around(whole) is { } outer)
            whole = outer;

        if (!tasks.IsTask(whole))
            return null;

        return whole.Parent switch
        {
            ReturnStatementSyntax statement => new EscapingTask(statement, whole),
            ExpressionStatementSyntax statement => new EscapingTask(statement, whole),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: "_" } discard, Parent: ExpressionStatementSyntax statement }
                when tasks.Model.GetSymbolInfo(discard).Symbol is null or IDiscardSymbol => new EscapingTask(statement, whole),
            _ => null,
        };
    }

    /// <summary>The expression that stands for the same task, or for one that ends after it; null when there is none around.</summary>
    private static ExpressionSyntax? Around(ExpressionSyntax expression)
    {
        return expression.Parent switch
        {
            ParenthesizedExpressionSyntax parenthesized => parenthesized,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => suppressed,
            CastExpressionSyntax cast => cast,
            ConditionalExpressionSyntax conditional when conditional.Condition != expression => conditional,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce,
            SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm when arm.Expression == expression => choice,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == expression => call,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => call,
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } => creation,
            _ => null,
        };
    }
}
