using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>Plans how a member that hands on a task becomes one that awaits it.</summary>
internal static class AsyncConversion
{
    /// <summary>
    /// Plans the edits that turn the returned tasks of the member's block into awaits; the modifier and the signature
    /// are the caller's. False, and no edit, when a task is returned from where nothing can be awaited.
    /// </summary>
    public static bool TryPlan(MethodDeclarationSyntax member, SemanticModel model, TargetFeatures features, ReleaseStatements statements, TypeEdit edit)
    {
        if (member.Modifiers.Any(SyntaxKind.AsyncKeyword))
            return true;

        if (IsBoundToSynchrony(member, model))
            return false;

        if (member.Body is not { } body)
        {
            PlanArrow(member.ExpressionBody!.Expression, model, features, edit);
            return true;
        }

        var returns = Returns(body);
        foreach (var statement in returns)
        {
            var isBound = statement.Ancestors().TakeWhile(node => node != member).Any(node => node is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax);
            if (isBound && !IsCompleted(statement.Expression, model, features))
                return false;
        }

        foreach (var statement in returns)
            Plan(statement, body, model, features, statements, edit);

        return true;
    }

    /// <summary>The same for a member that need not be one that returns a task.</summary>
    public static bool TryPlanIfNeeded(MethodDeclarationSyntax member, IMethodSymbol symbol, SemanticModel model, TargetFeatures features, ReleaseStatements statements, TypeEdit edit)
    {
        return symbol.ReturnsVoid || TryPlan(member, model, features, statements, edit);
    }

    /// <summary>True for a member with what no asynchronous method can hold: unsafe code, locals that live on the stack alone.</summary>
    private static bool IsBoundToSynchrony(MethodDeclarationSyntax member, SemanticModel model)
    {
        return member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(declaration => declaration.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            || member.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node =>
                node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax
                && model.GetDeclaredSymbol(node) is ILocalSymbol { IsRef: true } or ILocalSymbol { Type.IsRefLikeType: true });
    }

    /// <summary>True when the member ends before its work does: it returns a task of work that goes on.</summary>
    public static bool HandsBackTask(MethodDeclarationSyntax member, SemanticModel model, TargetFeatures features)
    {
        if (member.Modifiers.Any(SyntaxKind.AsyncKeyword) || member.ReturnType is PredefinedTypeSyntax)
            return false;

        return member.Body is { } body
            ? Returns(body).Any(statement => !IsCompleted(statement.Expression, model, features))
            : member.ExpressionBody is { Expression: not ThrowExpressionSyntax and var task } && !IsCompleted(task, model, features);
    }

    /// <summary>The last statement of a member that hands back a task there: it is work, and becomes an await.</summary>
    public static StatementSyntax? LastTask(MethodDeclarationSyntax member, SemanticModel model, TargetFeatures features)
    {
        return HandsBackTask(member, model, features)
            && member.Body?.Statements.LastOrDefault() is ReturnStatementSyntax last
            && !IsCompleted(last.Expression, model, features)
            ? last
            : null;
    }

    /// <summary>True for a task that says that there is nothing to wait for.</summary>
    public static bool IsCompleted(ExpressionSyntax? task, SemanticModel model, TargetFeatures features)
    {
        return task switch
        {
            null => true,
            LiteralExpressionSyntax or DefaultExpressionSyntax => true,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList is not { Arguments.Count: > 0 },
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.CompletedTask) } access =>
                model.GetSymbolInfo(access).Symbol is { ContainingType: var type }
                && (SymbolEqualityComparer.Default.Equals(type, features.Types.Task) || SymbolEqualityComparer.Default.Equals(type, features.Types.ValueTask)),
            _ => false,
        };
    }

    /// <summary>What to await for a returned task: <c>new ValueTask(task)</c> is only a wrapping.</summary>
    public static ExpressionSyntax Unwrap(ExpressionSyntax task, SemanticModel model, TargetFeatures features)
    {
        return task is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var inner }], Initializer: null }
            && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(task).Type, features.Types.ValueTask)
            ? inner
            : task;
    }

    /// <summary>The block of a member after the planned edits, as it stands in a member that awaits.</summary>
    public static BlockSyntax BlockOf(
        MethodDeclarationSyntax member,
        IMethodSymbol symbol,
        SemanticModel model,
        TargetFeatures features,
        ReleaseStatements statements,
        GuardStatements bodies)
    {
        var withBlock = bodies.WithBlock(member, symbol);
        if (member.ExpressionBody is not { Expression: var task } || member.Modifiers.Any(SyntaxKind.AsyncKeyword) || symbol.ReturnsVoid || task is ThrowExpressionSyntax)
            return withBlock.Body!;

        var block = withBlock.Body!;
        if (task is LiteralExpressionSyntax)
            return block.WithStatements(default);

        return block.WithStatements(SingletonList<StatementSyntax>(statements.Await(task.WithoutTrivia()).WithTriviaFrom(block.Statements[0])));
    }

    /// <summary>The member after the planned edits, with the modifier and a block that awaits.</summary>
    public static MethodDeclarationSyntax MakeAsync(
        MethodDeclarationSyntax member,
        IMethodSymbol symbol,
        SemanticModel model,
        TargetFeatures features,
        ReleaseStatements statements,
        GuardStatements bodies)
    {
        var block = BlockOf(member, symbol, model, features, statements, bodies);
        member = bodies.WithBlock(member, symbol).WithBody(block);
        var modifier = Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space);
        return member.Modifiers.Count > 0
            ? member.AddModifiers(modifier)
            : member.WithReturnType(member.ReturnType.WithoutLeadingTrivia()).WithModifiers(TokenList(modifier.WithLeadingTrivia(member.ReturnType.GetLeadingTrivia())));
    }

    public static bool IsAwait(SyntaxNode node)
    {
        return node switch
        {
            AwaitExpressionSyntax => true,
            CommonForEachStatementSyntax loop => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
            UsingStatementSyntax block => block.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
            LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
            _ => false,
        };
    }

    /// <summary>Leaves of an arrow's task what there is to await; a completed one becomes <c>default</c>.</summary>
    private static void PlanArrow(ExpressionSyntax task, SemanticModel model, TargetFeatures features, TypeEdit edit)
    {
        if (IsCompleted(task, model, features))
            edit.Replace(task, node => LiteralExpression(SyntaxKind.DefaultLiteralExpression).WithTriviaFrom(node));
        else if (Unwrap(task, model, features) != task)
            edit.Replace(task, node => ((BaseObjectCreationExpressionSyntax)node).ArgumentList!.Arguments[0].Expression.WithTriviaFrom(node));
    }

    private static List<ReturnStatementSyntax> Returns(BlockSyntax body)
    {
        return body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().ToList();
    }

    private static void Plan(ReturnStatementSyntax statement, BlockSyntax body, SemanticModel model, TargetFeatures features, ReleaseStatements statements, TypeEdit edit)
    {
        var isLast = body.Statements.LastOrDefault() == statement;
        if (IsCompleted(statement.Expression, model, features))
        {
            if (isLast)
                edit.Remove(statement);
            else
                edit.Replace(statement, node => ((ReturnStatementSyntax)node).WithReturnKeyword(((ReturnStatementSyntax)node).ReturnKeyword.WithTrailingTrivia()).WithExpression(null));

            return;
        }

        var wraps = Unwrap(statement.Expression!, model, features) != statement.Expression;
        edit.Replace(statement, node =>
        {
            var expression = ((ReturnStatementSyntax)node).Expression!;
            var task = wraps ? ((BaseObjectCreationExpressionSyntax)expression).ArgumentList!.Arguments[0].Expression : expression;
            StatementSyntax awaiting = statements.Await(task.WithoutTrivia());
            if (!isLast)
                awaiting = Block(awaiting, ReturnStatement());

            return awaiting.WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation);
        });
    }
}
