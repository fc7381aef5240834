using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>Makes the function around a task await it, and with it every other task that the function returns.</summary>
internal sealed class AwaitingFunction
{
    private static readonly SyntaxAnnotation Pair = new();

    private readonly EscapingTask _task;
    private readonly TaskTypes _tasks;
    private readonly SyntaxNode? _function;
    private readonly ITypeSymbol? _result;

    private AwaitingFunction(EscapingTask task, TaskTypes tasks, SyntaxNode? function, ITypeSymbol? result)
    {
        _task = task;
        _tasks = tasks;
        _function = function;
        _result = result;
    }

    /// <summary>Plans the change; null where nothing can be awaited or where somebody else awaits the task already.</summary>
    public static AwaitingFunction? TryPlan(EscapingTask task, TaskTypes tasks)
    {
        var function = Functions.Around(task.Statement);
        if (!Functions.CanAwaitAt(task.Statement, function))
            return null;

        if (function is null || Functions.IsAsync(function))
            return task.Statement is ReturnStatementSyntax ? null : new AwaitingFunction(task, tasks, null, null);

        if (!Functions.CanBeAsync(function, tasks, out var type))
            return null;

        var plan = new AwaitingFunction(task, tasks, function, tasks.IsTaskOfValue(type) ? type.TypeArguments[0] : null);
        foreach (var statement in Functions.ReturnsOf(function))
        {
            if (!plan.CanRewrite(statement))
                return null;
        }

        return plan;
    }

    public SyntaxNode Apply(SyntaxNode root)
    {
        var configures = FileStyle.UsesConfigureAwait(root);
        var statements = new List<StatementSyntax>();
        if (_function is not null)
            statements.AddRange(Functions.ReturnsOf(_function));

        if (_task.Statement is not ReturnStatementSyntax)
            statements.Add(_task.Statement);

        var removed = statements.Where(IsRemovable).ToList();
        var tracked = root.TrackNodes(_function is null ? statements : statements.Append(_function));
        var originals = statements.Except(removed).ToDictionary(statement => tracked.GetCurrentNode(statement)!);
        var rewritten = tracked.ReplaceNodes(originals.Keys, (current, _) => Rewrite(originals[current], configures));
        foreach (var statement in removed)
        {
            var options = HasComment(statement) ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepUnbalancedDirectives;
            rewritten = rewritten.RemoveNode(rewritten.GetCurrentNode(statement)!, options)!;
        }

        // return task; becomes two statements, which stand where the one stood.
        while (rewritten.GetAnnotatedNodes(Pair).OfType<BlockSyntax>().FirstOrDefault(pair => pair.Parent is BlockSyntax) is { } pair)
            rewritten = rewritten.ReplaceNode(pair, pair.Statements);

        if (_function is null)
            return rewritten;

        var function = rewritten.GetCurrentNode(_function)!;
        return rewritten.ReplaceNode(function, Functions.MakeAsync(function));
    }

    private static bool HasComment(SyntaxNode node)
    {
        return node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()).Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
    }

    private bool IsRemovable(StatementSyntax statement)
    {
        return statement is ReturnStatementSyntax { Expression: { } value } && _result is null && _tasks.IsCompleted(value) && StatementEnds.IsRemovable(statement, _function!);
    }

    private bool CanRewrite(ReturnStatementSyntax statement)
    {
        if (statement.Expression is not { } value)
            return false;

        var isValue = _result is not null && _tasks.ValueOf(value, _result) is not null;
        return value is ThrowExpressionSyntax || isValue || (_result is null && _tasks.IsCompleted(value)) || (_tasks.IsTask(value) && Functions.CanAwaitAt(statement, _function));
    }

    private StatementSyntax Rewrite(StatementSyntax statement, bool configures)
    {
        if (statement is not ReturnStatementSyntax { Expression: { } value } returning)
            return ExpressionStatement(Await(_task.Task, configures)).WithTriviaFrom(statement);

        if (value is ThrowExpressionSyntax)
            return statement;

        if (_result is not null)
            return returning.WithExpression((_tasks.ValueOf(value, _result) is { } plain ? plain : Await(value, configures)).WithTriviaFrom(value));

        if (_tasks.IsCompleted(value))
            return ReturnStatement().WithTriviaFrom(statement);

        var awaiting = ExpressionStatement(Await(value, configures));
        if (StatementEnds.IsLast(statement, _function!))
            return awaiting.WithTriviaFrom(statement);

        var newLine = EndOfLine(FileStyle.NewLineOf(statement.SyntaxTree.GetRoot()));
        var leaving = ReturnStatement().WithTrailingTrivia(newLine).WithAdditionalAnnotations(Formatter.Annotation);
        return statement.Parent is BlockSyntax
            ? Block(awaiting.WithTriviaFrom(statement).WithTrailingTrivia(statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? statement.GetTrailingTrivia() : TriviaList(newLine)), leaving).WithAdditionalAnnotations(Pair)
            : Block(awaiting, leaving).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private ExpressionSyntax Await(ExpressionSyntax task, bool configures)
    {
        var operand = (_tasks.Wrapped(task) ?? task).WithoutTrivia();
        var isConfigured = operand is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(System.Threading.Tasks.Task.ConfigureAwait) } };
        if (operand is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax))
            operand = ParenthesizedExpression(operand);

        if (configures && !isConfigured)
        {
            operand = InvocationExpression(
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, operand, IdentifierName(nameof(System.Threading.Tasks.Task.ConfigureAwait))),
                ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.FalseLiteralExpression)))));
        }

        return AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), operand);
    }
}
