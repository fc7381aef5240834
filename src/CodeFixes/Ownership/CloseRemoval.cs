using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>Takes a call that closes something out of its method, with the conditions that stand there for it alone.</summary>
internal static class CloseRemoval
{
    public static Document? TryRemove(Document document, SyntaxNode root, SemanticModel model, SyntaxNode close, TargetFeatures features, CancellationToken cancellationToken)
    {
        var whole = WholeOf(close);
        switch (whole.Parent)
        {
            case ExpressionStatementSyntax statement:
                return RemoveStatement(document, root, model, Outermost(statement), features, cancellationToken);
            case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method }:
                return WithEmptyBody(method, model, features, cancellationToken) is { } emptied ? document.WithSyntaxRoot(root.ReplaceNode(method, emptied)) : null;
            default:
                return null;
        }
    }

    /// <summary>The close with the await and the configuration around it.</summary>
    private static SyntaxNode WholeOf(SyntaxNode close)
    {
        var whole = close;
        while (whole.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" or "Wait" }
            || (whole is MemberAccessExpressionSyntax && whole.Parent is InvocationExpressionSyntax))
        {
            whole = whole.Parent!;
        }

        return whole;
    }

    /// <summary>The statement, or the <c>if</c> or block that has nothing else in it and whose condition changes nothing.</summary>
    private static StatementSyntax Outermost(StatementSyntax statement)
    {
        while (true)
        {
            switch (statement.Parent)
            {
                case BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax or BlockSyntax } block when !HasComments(block):
                    statement = block;
                    continue;
                case IfStatementSyntax { Else: null } choice when choice.Statement == statement && !HasEffects(choice.Condition):
                    statement = choice;
                    continue;
                default:
                    return statement is BlockSyntax only && only.Parent is IfStatementSyntax ? only.Statements[0] : statement;
            }
        }
    }

    private static bool HasComments(BlockSyntax block)
    {
        return block.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective);
    }

    private static bool HasEffects(ExpressionSyntax condition)
    {
        return condition.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax);
    }

    private static Document? RemoveStatement(Document document, SyntaxNode root, SemanticModel model, StatementSyntax statement, TargetFeatures features, CancellationToken cancellationToken)
    {
        if (LosesLastAwait(statement))
            return WithoutAsync(root, model, statement, features, cancellationToken) is { } changed ? document.WithSyntaxRoot(changed) : null;

        if (statement.Parent is BlockSyntax && statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
        {
            var edit = new TypeEdit(document, root, type);
            edit.Remove(statement);
            if (FollowerOfFirst(statement) is { } next)
                edit.Replace(next, static node => node.WithLeadingTrivia(node.GetLeadingTrivia().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));

            return edit.Apply();
        }

        return document.WithSyntaxRoot(statement.Parent is GlobalStatementSyntax global
            ? root.RemoveNode(global, SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepDirectives)!
            : root.ReplaceNode(statement, SyntaxFactory.Block().WithTriviaFrom(statement)));
    }

    /// <summary>The statement that becomes the first of its block, which an empty line before it would leave hanging.</summary>
    private static StatementSyntax? FollowerOfFirst(StatementSyntax statement)
    {
        return statement.Parent is BlockSyntax { Statements: { Count: > 1 } statements } && statements[0] == statement && !statement.GetLeadingTrivia().Any(SyntaxKind.SingleLineCommentTrivia)
            ? statements[1]
            : null;
    }

    private static bool LosesLastAwait(StatementSyntax statement)
    {
        return statement.FirstAncestorOrSelf<SyntaxNode>(IsFunction) is { } function
            && AwaitsIn(statement, function).Any()
            && AwaitsIn(function, function).Count() == AwaitsIn(statement, function).Count();
    }

    private static bool IsFunction(SyntaxNode node)
    {
        return node is BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;
    }

    private static IEnumerable<SyntaxNode> AwaitsIn(SyntaxNode node, SyntaxNode function)
    {
        return node.DescendantNodesAndSelf(inner => inner == function || !IsFunction(inner)).Where(inner =>
            inner is AwaitExpressionSyntax
                or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }
                or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 }
                or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 });
    }

    /// <summary>An async method that awaits nothing is a warning: it becomes one that returns a finished task.</summary>
    private static SyntaxNode? WithoutAsync(SyntaxNode root, SemanticModel model, StatementSyntax statement, TargetFeatures features, CancellationToken cancellationToken)
    {
        if (statement.Parent is not BlockSyntax { Parent: MethodDeclarationSyntax { Body: { } body } method } || statement.Parent != body
            || body.DescendantNodes().Any(node => node is ReturnStatementSyntax)
            || Finished(method, model, features, cancellationToken) is not { } finished)
        {
            return null;
        }

        var returned = SyntaxFactory.ParseStatement($"return {finished};").WithTriviaFrom(body.Statements.Last()).WithAdditionalAnnotations(Formatter.Annotation);
        if (body.Statements.Last() != statement)
            returned = returned.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithTrailingTrivia(SyntaxFactory.EndOfLine(FileStyle.NewLineOf(root)));

        var statements = body.Statements.Remove(statement).Add(returned);
        return root.ReplaceNode(method, NotAsync(method).WithBody(body.WithStatements(statements)));
    }

    private static MethodDeclarationSyntax? WithEmptyBody(MethodDeclarationSyntax method, SemanticModel model, TargetFeatures features, CancellationToken cancellationToken)
    {
        if (method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword })
        {
            var newLine = SyntaxFactory.EndOfLine(FileStyle.NewLineOf(method.SyntaxTree.GetRoot(cancellationToken)));
            return NotAsync(method)
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithParameterList(method.ParameterList.WithTrailingTrivia(newLine))
                .WithBody(SyntaxFactory.Block().WithTrailingTrivia(method.SemicolonToken.TrailingTrivia))
                .WithAdditionalAnnotations(Formatter.Annotation);
        }

        return Finished(method, model, features, cancellationToken) is { } finished
            ? NotAsync(method).WithExpressionBody(method.ExpressionBody!.WithExpression(SyntaxFactory.ParseExpression(finished).WithTriviaFrom(method.ExpressionBody.Expression)))
            : null;
    }

    private static MethodDeclarationSyntax NotAsync(MethodDeclarationSyntax method)
    {
        var index = method.Modifiers.IndexOf(SyntaxKind.AsyncKeyword);
        if (index < 0)
            return method;

        var changed = method.WithModifiers(method.Modifiers.RemoveAt(index));
        return index == 0 ? changed.WithLeadingTrivia(method.GetLeadingTrivia()) : changed;
    }

    /// <summary>What a method that has nothing to do returns; null when that cannot be said.</summary>
    private static string? Finished(MethodDeclarationSyntax method, SemanticModel model, TargetFeatures features, CancellationToken cancellationToken)
    {
        var type = model.GetTypeInfo(method.ReturnType, cancellationToken).Type;
        if (SymbolEqualityComparer.Default.Equals(type, features.Types.Task))
            return "Task.CompletedTask";

        return SymbolEqualityComparer.Default.Equals(type, features.Types.ValueTask) && features.HasDefaultLiteral ? "default" : null;
    }
}
