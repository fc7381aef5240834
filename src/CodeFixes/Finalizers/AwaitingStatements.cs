using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>Rewrites statements that drop or block on tasks into statements that await them.</summary>
internal sealed class AwaitingStatements
{
    private readonly SemanticModel _model;
    private readonly FileStyle _style;
    private readonly TargetFeatures _features;
    private readonly TaskExpressions _tasks;
    private readonly Dictionary<SyntaxNode, SyntaxNode> _replacements = new();

    /// <summary>True when a plan awaits something.</summary>
    public bool Awaits => _replacements.Count > 0;

    public AwaitingStatements(SemanticModel model, INamedTypeSymbol type, FileStyle style, TargetFeatures features)
    {
        _model = model;
        _style = style;
        _features = features;
        _tasks = new TaskExpressions(model, type, features.Types);
    }

    /// <summary>Plans to await what an operation drops or blocks on; false when there is no way to.</summary>
    public bool TryPlan(PathStep cause)
    {
        var syntax = cause.Operation.Syntax;
        if (syntax is not ExpressionSyntax expression || syntax.SyntaxTree != _model.SyntaxTree || !CanAwaitAt(syntax))
            return false;

        return cause.Kind == PathStepKind.Blocks ? TryPlanWait(expression) : TryPlanDrop(expression);
    }

    /// <summary>A statement, or an expression that is a body, as it reads when all plans inside it are carried out.</summary>
    public StatementSyntax Rewrite(SyntaxNode node)
    {
        var rewritten = _replacements.TryGetValue(node, out var whole)
            ? whole
            : node.ReplaceNodes(_replacements.Keys.Where(node.Contains), (original, _) => _replacements[original]);
        var statement = rewritten as StatementSyntax ?? ExpressionStatement((ExpressionSyntax)rewritten.WithoutTrivia());
        if (node is ExpressionSyntax)
            statement = statement.WithLeadingTrivia().WithTrailingTrivia(EndOfLine(_style.NewLine));

        return statement.WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool CanAwaitAt(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax method:
                    return !method.Modifiers.Any(SyntaxKind.UnsafeKeyword);
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or QueryExpressionSyntax:
                    return false;
            }
        }

        return false;
    }

    private bool TryPlanDrop(ExpressionSyntax dropped)
    {
        var whole = WholeOf(dropped);
        var holder = HolderOf(whole) ?? DeclarationOf(whole);
        return holder is not null && _tasks.Undropped(whole, dropped) is { } task && TryAwait(holder, task);
    }

    private bool TryPlanWait(ExpressionSyntax wait)
    {
        if (_tasks.Unblocked(wait) is not { } task)
        {
            // A wait for a thread or an event has no asynchronous form. In a close it may stand: nobody else waits there.
            return _model.GetSymbolInfo(wait).Symbol is not null;
        }

        var whole = WholeOf(wait);
        if (HolderOf(whole) is { } holder)
        {
            if (whole == wait)
                return TryAwait(holder, task);

            if (whole is ConditionalAccessExpressionSyntax access && access.WhenNotNull == wait)
                return TryAwait(holder, access.WithWhenNotNull(task));
        }

        if (wait.Parent is ConditionalAccessExpressionSyntax)
            return false;

        ExpressionSyntax awaited = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), _tasks.Configured(task.WithoutTrivia(), _style));
        _replacements[wait] = (wait.Parent is MemberAccessExpressionSyntax ? ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(wait);
        return true;
    }

    /// <summary>The largest expression that only calls members on what the given one yields.</summary>
    private static ExpressionSyntax WholeOf(ExpressionSyntax expression)
    {
        while (expression.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax)
            expression = (ExpressionSyntax)expression.Parent;

        // WhenAll(A(), B()): the tasks that are its arguments are dropped with it.
        return expression.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } } ? WholeOf(call) : expression;
    }

    /// <summary>The statement, or the expression that is a body, that consists of an expression whose value it drops.</summary>
    private SyntaxNode? HolderOf(ExpressionSyntax whole)
    {
        SyntaxNode expression = whole;
        if (whole.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax discard } assignment && _model.GetSymbolInfo(discard).Symbol is IDiscardSymbol)
            expression = assignment;

        return expression.Parent switch
        {
            ExpressionStatementSyntax statement => statement,
            ArrowExpressionClauseSyntax => expression,
            _ => null,
        };
    }

    /// <summary>The declaration of a local that the task is stored in, and that nobody reads.</summary>
    private static StatementSyntax? DeclarationOf(ExpressionSyntax whole)
    {
        return whole.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } }
            ? statement
            : null;
    }

    private bool TryAwait(SyntaxNode holder, ExpressionSyntax task)
    {
        StatementSyntax? statement = task is ConditionalAccessExpressionSyntax access
            ? AwaitWhenThere(access)
            : Await(task.WithoutTrivia());
        if (statement is null)
            return false;

        if (statement is IfStatementSyntax && holder.Parent is IfStatementSyntax or ElseClauseSyntax)
            statement = Block(statement);

        _replacements[holder] = holder is StatementSyntax
            ? statement.WithLeadingTrivia(holder.GetLeadingTrivia()).WithTrailingTrivia(holder.GetTrailingTrivia())
            : statement;
        return true;
    }

    private ExpressionStatementSyntax Await(ExpressionSyntax task)
    {
        return ExpressionStatement(AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), _tasks.Configured(task, _style)));
    }

    /// <summary><c>x?.CloseAsync()</c> becomes <c>if (x is not null) await x.CloseAsync();</c>: a task that is not there cannot be awaited.</summary>
    private StatementSyntax? AwaitWhenThere(ConditionalAccessExpressionSyntax access)
    {
        var receiver = access.Expression.WithoutTrivia();
        var bindings = access.WhenNotNull.DescendantNodesAndSelf().Where(node => node is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax).ToList();
        var isPlain = receiver is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };
        if (!isPlain || bindings is not [MemberBindingExpressionSyntax binding])
            return null;

        var there = (ExpressionSyntax)access.WhenNotNull
            .ReplaceNode(binding, MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, binding.Name))
            .WithoutTrivia();
        ExpressionSyntax isThere = _features.HasNotPattern
            ? IsPatternExpression(receiver, UnaryPattern(ConstantPattern(LiteralExpression(SyntaxKind.NullLiteralExpression))))
            : BinaryExpression(SyntaxKind.NotEqualsExpression, receiver, LiteralExpression(SyntaxKind.NullLiteralExpression));
        return _style.If(isThere, Await(there));
    }
}
