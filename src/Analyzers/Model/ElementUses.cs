using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Tells a use of a collection that leaves its elements open from one that closes them or gives them to somebody who may:
/// <c>foreach (var c in _all) c.Dispose()</c>, <c>_all.Values.ToList().ForEach(Close)</c>, <c>_queue.TryTake(out var c)</c>.
/// </summary>
internal sealed class ElementUses
{
    /// <summary>How many members and locals are followed from the collection to an element.</summary>
    private const int MaximumSteps = 12;

    private readonly MemberUses _uses;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private ISymbol? _collection;

    public ElementUses(MemberUses uses, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _uses = uses;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    public bool CloseOrHandOn(IMemberReferenceOperation collection, IOperation body)
    {
        _collection = collection.Member.OriginalDefinition;
        return Reaches(collection, body, MaximumSteps);
    }

    private bool Reaches(IOperation value, IOperation body, int steps)
    {
        if (steps == 0)
            return true;

        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ICoalesceOperation)
            value = value.Parent;

        if (!ElementTypes.LeadsToElements(value.Type, _scope.Types))
            return _uses.ClosesOrHandsOn(value, body);

        switch (value.Parent)
        {
            case IInvocationOperation call when call.Instance == value:
                return CallReaches(call, body, steps);

            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } call, Parameter.RefKind: RefKind.None }:
                return CallReaches(call, body, steps);

            case IMemberReferenceOperation or IArrayElementReferenceOperation:
                return IsRead(value.Parent) && LeadsOn(value.Parent.Type) && Reaches(value.Parent, body, steps - 1);

            case IConditionalAccessOperation access when access.Operation == value:
                return OperationOrder.Any(access.WhenNotNull, inner => inner is IConditionalAccessInstanceOperation && Reaches(inner, body, steps - 1))
                    || (LeadsOn(access.Type) && Reaches(access, body, steps - 1));

            case IForEachLoopOperation loop when loop.Collection == value:
                return LocalsReach(loop.LoopControlVariable, loop, steps);

            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return LocalReaches(declarator.Symbol, body, steps);

            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value == value:
                return LocalReaches(local.Local, body, steps);

            case IAssignmentOperation assignment when assignment.Target == value:
            case IReturnOperation or IExpressionStatementOperation or IBinaryOperation or IIsTypeOperation or IIsPatternOperation or INameOfOperation or IAwaitOperation or null:
                return false;

            default:
                return true;
        }
    }

    private bool CallReaches(IInvocationOperation call, IOperation body, int steps)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } && LocalsReach(argument.Value, body, steps))
                return true;

            if (argument.Value is IDelegateCreationOperation function && FunctionReaches(function, body, steps))
                return true;
        }

        return LeadsOn(call.Type) && Reaches(call, body, steps - 1);
    }

    private bool FunctionReaches(IDelegateCreationOperation function, IOperation body, int steps)
    {
        switch (function.Target)
        {
            case IAnonymousFunctionOperation lambda:
                return OperationOrder.Any(
                    lambda.Body,
                    operation => operation is IParameterReferenceOperation { Parameter: var parameter } reference
                        && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, lambda.Symbol)
                        && Reaches(reference, body, steps - 1));

            case IMethodReferenceOperation { Method: { Parameters: [var given, ..] } method }:
                return LeadsOn(given.Type) && _scope.Contracts.OfArgument(given, method, null, _cancellationToken).FateOf(given.Ordinal) != ArgumentFate.Used;

            case IMethodReferenceOperation { Method: { IsStatic: false } method }:
                return CloseCalls.IsClose(method);

            default:
                return true;
        }
    }

    /// <summary>The locals that a loop or an <c>out</c> argument declares, taken apart or not.</summary>
    private bool LocalsReach(IOperation declaration, IOperation body, int steps)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(declaration))
        {
            var local = operation switch
            {
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                ILocalReferenceOperation reference => reference.Local,
                _ => null,
            };
            if (local is not null && LocalReaches(local, body, steps))
                return true;
        }

        return false;
    }

    private bool LocalReaches(ILocalSymbol local, IOperation body, int steps)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(body))
        {
            if (operation is ILocalReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !AssignedSymbols.IsWritten(reference)
                && !(_collection is not null && OwnCollections.IsPutInto(reference, _collection))
                && Reaches(reference, body, steps - 1))
            {
                return true;
            }
        }

        // using (local), using var x = local: the reference is not always an operation of its own.
        return !ElementTypes.LeadsToElements(local.Type, _scope.Types) && _uses.IsDeclaredInUsing(local, body);
    }

    private bool LeadsOn(ITypeSymbol? type)
    {
        return type is { SpecialType: SpecialType.None or SpecialType.System_IDisposable, IsValueType: false } || ElementTypes.LeadsToElements(type, _scope.Types);
    }

    private static bool IsRead(IOperation reference)
    {
        return reference.Parent is not IAssignmentOperation assignment || assignment.Target != reference;
    }
}
