using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>Finds the task in an expression that drops it or blocks on it, as it is to be awaited.</summary>
internal sealed class TaskExpressions
{
    private readonly SemanticModel _model;
    private readonly INamedTypeSymbol _type;
    private readonly KnownTypes _types;

    public TaskExpressions(SemanticModel model, INamedTypeSymbol type, KnownTypes types)
    {
        _model = model;
        _type = type;
        _types = types;
    }

    /// <summary>
    /// The task of a statement that drops it: the whole expression without what forgets it; null when the dropped work
    /// is none that can be awaited.
    /// </summary>
    public ExpressionSyntax? Undropped(ExpressionSyntax whole, ExpressionSyntax dropped)
    {
        if (QueuedWork(whole) is { } queued)
            return queued;

        // `CloseAsync().Forget()`: what stands before the dot.
        if (whole is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax forgetting } && !IsAwaitable(whole))
            whole = forgetting.Expression;

        if (!whole.Contains(dropped))
            return null;

        if (whole is ConditionalAccessExpressionSyntax access)
            return IsAwaitable(access.WhenNotNull) ? access : null;

        return IsAwaitable(whole) ? Simplified(whole) : null;
    }

    /// <summary>The task that a blocking expression waits for; null when it waits for something else.</summary>
    public ExpressionSyntax? Unblocked(ExpressionSyntax wait)
    {
        if (wait is MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task<int>.Result) } result)
            return Simplified(WithoutWrapper(result.Expression));

        if (wait is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call || _model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return null;

        var arguments = call.ArgumentList.Arguments;
        if (Is(method.ContainingType, _types.Task) && method.IsStatic)
            return method is { Name: nameof(Task.WaitAll), Parameters.Length: 1 } ? call.WithExpression(access.WithName(IdentifierName(nameof(Task.WhenAll)))) : null;

        if (Is(method.ContainingType, _types.SemaphoreSlim))
            return call.WithExpression(access.WithName(IdentifierName(nameof(SemaphoreSlim.WaitAsync))));

        if (arguments.Count > 0)
            return null;

        return access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: WellKnownMemberNames.GetAwaiter } awaiter }
            ? Simplified(WithoutWrapper(awaiter.Expression))
            : IsAwaitable(access.Expression) ? Simplified(WithoutWrapper(access.Expression)) : null;
    }

    /// <summary>The task as the file awaits it.</summary>
    public ExpressionSyntax Configured(ExpressionSyntax task, FileStyle style)
    {
        var isConfigured = task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.ConfigureAwait) } };
        var plain = task is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax ? task : ParenthesizedExpression(task);
        return isConfigured ? task : style.Configured(plain);
    }

    /// <summary><c>ThreadPool.QueueUserWorkItem(_ => CloseAsync())</c>: the task that the queued lambda makes.</summary>
    private ExpressionSyntax? QueuedWork(ExpressionSyntax whole)
    {
        return whole is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: AnonymousFunctionExpressionSyntax lambda }, ..] }
            && _model.GetSymbolInfo(whole).Symbol is IMethodSymbol { ContainingType: var type } && Is(type, _types.ThreadPool)
            ? BodyOf(lambda)
            : null;
    }

    /// <summary>
    /// Without the detours that awaiting makes needless: <c>Task.Run(CloseAsync)</c> is <c>CloseAsync()</c>, and
    /// <c>DisposeAsync(false)</c>, said by a finalizer, is <c>DisposeAsync(true)</c> in a close.
    /// </summary>
    private ExpressionSyntax Simplified(ExpressionSyntax task)
    {
        if (task is not InvocationExpressionSyntax call || _model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return task;

        if (Is(method.ContainingType, _types.Task) && method.Name == nameof(Task.Run) && call.ArgumentList.Arguments is [{ Expression: var work }])
            return work is AnonymousFunctionExpressionSyntax lambda ? BodyOf(lambda) ?? task : CallOf(work) ?? task;

        var isOwnClose = method.Name.StartsWith(nameof(IDisposable.Dispose), StringComparison.Ordinal) && _type.DerivesFrom(method.ContainingType.OriginalDefinition);
        if (isOwnClose && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } disposing }])
            return task.ReplaceNode(disposing, LiteralExpression(SyntaxKind.TrueLiteralExpression));

        return task;
    }

    private ExpressionSyntax? CallOf(ExpressionSyntax methodGroup)
    {
        return methodGroup is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && _model.GetSymbolInfo(methodGroup).Symbol is IMethodSymbol { Parameters.IsEmpty: true } method
            && AsyncScheduling.IsAwaitable(method.ReturnType, _types)
            ? InvocationExpression(methodGroup.WithoutTrivia())
            : null;
    }

    private ExpressionSyntax? BodyOf(AnonymousFunctionExpressionSyntax lambda)
    {
        var body = lambda.ExpressionBody is AwaitExpressionSyntax awaiting ? awaiting.Expression : lambda.ExpressionBody;
        if (body is null || !IsAwaitable(body) || _model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol function)
            return null;

        var usesParameter = body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(name => _model.GetSymbolInfo(name).Symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function));
        return usesParameter ? null : WithoutWrapper(body).WithoutTrivia();
    }

    /// <summary>Without <c>.AsTask()</c> and <c>.ConfigureAwait(..)</c>.</summary>
    private ExpressionSyntax WithoutWrapper(ExpressionSyntax task)
    {
        while (task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(ValueTask.AsTask) or nameof(Task.ConfigureAwait) } access }
            && IsAwaitable(access.Expression))
        {
            task = access.Expression;
        }

        return task;
    }

    private bool IsAwaitable(ExpressionSyntax expression)
    {
        return AsyncScheduling.IsAwaitable(_model.GetTypeInfo(expression).Type, _types);
    }

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol? known)
    {
        return known is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);
    }
}
