using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.AfterClose;

/// <summary>
/// Which closes by hand within a <c>using</c> come early on purpose: work follows them in the scope, which may need the
/// value closed. <c>using var w = new StreamWriter(memory); .. w.Dispose(); return memory.ToArray();</c>
/// </summary>
internal static class EarlyCloses
{
    public static bool AreFollowedByWork(ISymbol value, SyntaxNode close, IOperation root, AnalysisScope scope)
    {
        var end = EndOfScope(value, close, root);
        return OperationOrder.Any(root, operation =>
            operation.Syntax.SpanStart >= close.Span.End
            && operation.Syntax.SpanStart < end
            && operation is IInvocationOperation or IObjectCreationOperation or IAwaitOperation
            && !IsClose(operation, scope));
    }

    private static bool IsClose(IOperation operation, AnalysisScope scope)
    {
        while (operation is IAwaitOperation { Operation: { } awaited })
            operation = awaited;

        return operation is IInvocationOperation call && FinalCloses.Is(call, scope.Types);
    }

    /// <summary>What comes after the scope comes after both closes.</summary>
    private static int EndOfScope(ISymbol value, SyntaxNode close, IOperation root)
    {
        var end = int.MaxValue;
        foreach (var operation in OperationOrder.ChildrenFirst(root))
        {
            var extent = operation switch
            {
                IUsingOperation statement when Names(statement.Resources, value) => operation,
                IUsingDeclarationOperation declaration when Names(declaration.DeclarationGroup, value) => operation.Parent,
                _ => null,
            };
            if (extent is not null && extent.Syntax.Span.Contains(close.Span))
                end = Math.Min(end, extent.Syntax.Span.End);
        }

        return end;
    }

    private static bool Names(IOperation resource, ISymbol value)
    {
        return OperationOrder.Any(resource, operation =>
            SymbolEqualityComparer.Default.Equals(operation is IVariableDeclaratorOperation declarator ? declarator.Symbol : AssignedSymbols.Variable(operation), value));
    }
}
