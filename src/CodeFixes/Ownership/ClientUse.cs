using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.CodeFixes.Ownership;

/// <summary>What one place does with a client, and what that allows a fix to do.</summary>
internal static class ClientUse
{
    /// <summary>
    /// True for a use that every caller of a shared client may make at any time: a request, a look at a property. What
    /// changes the client, or gives it to code that may change it, belongs to a client of one's own.
    /// </summary>
    public static bool IsShareable(ExpressionSyntax use, SemanticModel model, CancellationToken cancellationToken)
    {
        var operation = model.GetOperation(use, cancellationToken);
        while (operation?.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            operation = operation.Parent;

        return operation?.Parent switch
        {
            IInvocationOperation call => call.Instance == operation && !CloseCalls.IsClose(call.TargetMethod) && call.TargetMethod.Name != "CancelPendingRequests",
            IPropertyReferenceOperation property => property.Type is { IsReferenceType: false } or { SpecialType: SpecialType.System_String } && !AssignedSymbols.IsWritten(property),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, DeclaringSyntaxReferences.IsEmpty: true } method } } argument => argument.Parameter?.Ordinal == 0 && method.Parameters.Length > 0,
            _ => false,
        };
    }

    /// <summary>
    /// True when the result of the use is a task that nobody awaits before the function around it goes on: to close the
    /// client at the end of its scope would cut that task short.
    /// </summary>
    public static bool OutlivesScope(ExpressionSyntax use, SemanticModel model, KnownTypes types, CancellationToken cancellationToken)
    {
        var isPending = false;
        SyntaxNode node = use;
        for (; node.Parent is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax or EqualsValueClauseSyntax; node = node.Parent)
        {
            switch (node.Parent)
            {
                case AwaitExpressionSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax:
                    return isPending;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Wait" or "GetAwaiter" } when isPending:
                    return false;
                case InvocationExpressionSyntax call:
                    isPending |= IsPending(model.GetTypeInfo(call, cancellationToken).Type, types);
                    break;
            }
        }

        if (!isPending || node.Parent is ForEachStatementSyntax)
            return false;

        return node.Parent is not VariableDeclaratorSyntax declarator || !IsAwaited(declarator, model, cancellationToken);
    }

    /// <summary>The statement of a plain close: <c>c.Dispose();</c>, <c>c?.Dispose();</c> or <c>await c.DisposeAsync();</c></summary>
    public static StatementSyntax? CloseOf(IdentifierNameSyntax use)
    {
        var isClose = use.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync", Parent: InvocationExpressionSyntax } => true,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" } } } => true,
            _ => false,
        };
        return isClose && use.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement ? statement : null;
    }

    private static bool IsPending(ITypeSymbol? type, KnownTypes types)
    {
        return AsyncScheduling.IsAwaitable(type, types) || type?.GetMembers("GetAsyncEnumerator").IsEmpty == false;
    }

    private static bool IsAwaited(VariableDeclaratorSyntax task, SemanticModel model, CancellationToken cancellationToken)
    {
        var symbol = model.GetDeclaredSymbol(task, cancellationToken);
        foreach (var name in task.FirstAncestorOrSelf<BlockSyntax>()?.DescendantNodes().OfType<IdentifierNameSyntax>() ?? Enumerable.Empty<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == task.Identifier.ValueText
                && name.Ancestors().TakeWhile(node => node is not StatementSyntax).Any(node => node is AwaitExpressionSyntax)
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol))
            {
                return true;
            }
        }

        return false;
    }
}
