using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>What one body assigns to its locals and parameters, wherever in it.</summary>
internal sealed class AssignedValues
{
    private readonly Dictionary<ISymbol, List<IOperation>> _values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _unseen = new(SymbolEqualityComparer.Default);

    public AssignedValues(IOperation root)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(root))
            Collect(operation);
    }

    /// <summary>The values; null when some are not known.</summary>
    public IReadOnlyList<IOperation>? Of(ISymbol symbol)
    {
        if (_unseen.Contains(symbol))
            return null;

        return _values.TryGetValue(symbol, out var values) ? values : [];
    }

    private void Collect(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: { } local } declarator:
                if (local.RefKind != RefKind.None)
                    _unseen.Add(local);
                else if (declarator.GetVariableInitializer() is { } initializer)
                    Add(local, initializer.Value);
                else if (declarator.Parent is not IVariableDeclarationOperation)
                    _unseen.Add(local);
                break;

            case IIsPatternOperation { Pattern: var pattern, Value: var value }:
                if (DeclaredBy(pattern) is { } declared)
                    Add(declared, value);
                break;

            case ISimpleAssignmentOperation { IsRef: false } assignment when AssignedSymbols.Variable(assignment.Target) is { } target:
                Add(target, assignment.Value);
                break;

            case ICoalesceAssignmentOperation assignment when AssignedSymbols.Variable(assignment.Target) is { } target:
                Add(target, assignment.Value);
                break;

            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol, Parent: not IIsPatternOperation }:
                _unseen.Add(symbol);
                break;

            case IRecursivePatternOperation { DeclaredSymbol: { } symbol, Parent: not IIsPatternOperation }:
                _unseen.Add(symbol);
                break;

            default:
                if (AssignedSymbols.Variable(operation) is { } variable && AssignedSymbols.IsWritten(operation) && !IsPlainTarget(operation))
                    _unseen.Add(variable);
                break;
        }
    }

    private static bool IsPlainTarget(IOperation operation)
    {
        return operation.Parent switch
        {
            ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Target == operation,
            ICoalesceAssignmentOperation assignment => assignment.Target == operation,
            _ => false,
        };
    }

    private static ISymbol? DeclaredBy(IPatternOperation pattern)
    {
        return pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
    }

    private void Add(ISymbol symbol, IOperation value)
    {
        if (!_values.TryGetValue(symbol, out var values))
            _values.Add(symbol, values = []);

        values.Add(value);
    }
}
