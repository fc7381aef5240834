using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Which parameters and locals of one member are written, and which of them where the flow of the body does not show it:
/// in a lambda or local function, or through a reference.
/// </summary>
internal sealed class AssignedSymbols
{
    private readonly ImmutableHashSet<ISymbol> _assigned;
    private readonly ImmutableHashSet<ISymbol> _unseen;
    private readonly ImmutableHashSet<ISymbol> _captured;

    private AssignedSymbols(ImmutableHashSet<ISymbol> assigned, ImmutableHashSet<ISymbol> unseen, ImmutableHashSet<ISymbol> captured)
    {
        _assigned = assigned;
        _unseen = unseen;
        _captured = captured;
    }

    public static AssignedSymbols Of(IOperation root)
    {
        var assigned = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var unseen = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        var captured = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in root.Descendants())
        {
            if (Variable(operation) is not { } symbol)
                continue;

            var isCaptured = IsOfOuterFunction(symbol, operation);
            if (isCaptured)
                captured.Add(symbol);

            if (operation.Parent is IAddressOfOperation || operation.Parent is ISimpleAssignmentOperation { IsRef: true })
                unseen.Add(symbol);

            if (operation.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } })
                unseen.Add(symbol);

            if (!IsWritten(operation))
                continue;

            assigned.Add(symbol);
            if (isCaptured)
                unseen.Add(symbol);
        }

        return new AssignedSymbols(assigned.ToImmutable(), unseen.ToImmutable(), captured.ToImmutable());
    }

    /// <summary>True when nothing but its declaration gives the symbol a value.</summary>
    public bool IsNeverAssigned(ISymbol symbol)
    {
        return symbol is IParameterSymbol { RefKind: RefKind.None or RefKind.In } && !_assigned.Contains(symbol) && !_unseen.Contains(symbol);
    }

    /// <summary>True when the symbol may change where the control-flow graph shows no assignment.</summary>
    public bool ChangesUnseen(ISymbol symbol)
    {
        return _unseen.Contains(symbol);
    }

    /// <summary>True when a lambda or local function uses the symbol of the function around it.</summary>
    public bool IsCaptured(ISymbol symbol)
    {
        return _captured.Contains(symbol);
    }

    public static ISymbol? Variable(IOperation operation)
    {
        return operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
    }

    public static bool IsWritten(IOperation reference)
    {
        var current = reference;
        while (current.Parent is ITupleOperation or IDeclarationExpressionOperation)
            current = current.Parent;

        return current.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == current,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            _ => false,
        };
    }

    private static bool IsOfOuterFunction(ISymbol symbol, IOperation reference)
    {
        for (var current = reference.Parent; current is not null; current = current.Parent)
        {
            var function = current switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is not null)
                return !SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, function);
        }

        return false;
    }
}
