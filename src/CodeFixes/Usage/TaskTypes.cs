using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.CodeFixes.Usage;

/// <summary>What the expressions of a file that are tasks bring when they are awaited.</summary>
internal sealed class TaskTypes
{
    private readonly KnownTypes _types;
    private readonly CancellationToken _cancellationToken;

    public TaskTypes(SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        Model = model;
        _types = types;
        _cancellationToken = cancellationToken;
    }

    public SemanticModel Model { get; }

    /// <summary>True for the four types that an <c>async</c> function can return.</summary>
    public bool IsTask(ITypeSymbol? type)
    {
        return IsPlainTask(type) || IsTaskOfValue(type);
    }

    public bool IsTask(ExpressionSyntax expression)
    {
        return IsTask(Model.GetTypeInfo(expression, _cancellationToken).Type);
    }

    public bool IsTaskOfValue(ITypeSymbol? type)
    {
        return type is not null && (Is(type, _types.TaskOfT) || Is(type, _types.ValueTaskOfT));
    }

    /// <summary>The value of a task that is made from it: <c>Task.FromResult(x)</c>, <c>new ValueTask&lt;int&gt;(x)</c>; null for any other.</summary>
    public ExpressionSyntax? ValueOf(ExpressionSyntax task, ITypeSymbol result)
    {
        var arguments = task switch
        {
            InvocationExpressionSyntax call when IsFromResult(call) => call.ArgumentList,
            BaseObjectCreationExpressionSyntax creation when IsTaskOfValue(Model.GetTypeInfo(creation, _cancellationToken).Type) => creation.ArgumentList,
            _ => null,
        };
        return arguments is { Arguments: [{ Expression: var value }] } && !IsTask(value) && Model.ClassifyConversion(value, result).IsImplicit ? value : null;
    }

    /// <summary>The task that is only wrapped: <c>new ValueTask(task)</c>; null for any other.</summary>
    public ExpressionSyntax? Wrapped(ExpressionSyntax task)
    {
        return task is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var inner }] } && IsTask(task) && IsTask(inner) ? inner : null;
    }

    /// <summary>True for a task without a value that says that there is nothing to wait for.</summary>
    public bool IsCompleted(ExpressionSyntax task)
    {
        return task switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.CompletedTask) } => IsPlainTask(Model.GetTypeInfo(task, _cancellationToken).Type),
            DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } =>
                Is(Model.GetTypeInfo(task, _cancellationToken).ConvertedType, _types.ValueTask),
            _ => false,
        };
    }

    private bool IsPlainTask(ITypeSymbol? type)
    {
        return type is not null && (Is(type, _types.Task) || Is(type, _types.ValueTask));
    }

    private bool IsFromResult(InvocationExpressionSyntax call)
    {
        return Model.GetSymbolInfo(call, _cancellationToken).Symbol is IMethodSymbol { Name: "FromResult", IsStatic: true, ContainingType: var owner } && IsPlainTask(owner);
    }

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known)
    {
        return type is not null && known is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);
    }
}
