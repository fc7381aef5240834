using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Tells a use of a member's value that leaves it open from one that closes it or gives it to somebody who may.</summary>
internal sealed class MemberUses
{
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public MemberUses(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <param name="reference">The place where the value is read.</param>
    /// <param name="body">The body around it, in which a local that takes the value is looked for.</param>
    public bool ClosesOrHandsOn(IOperation reference, IOperation body)
    {
        return Classify(reference, body, followLocals: 3);
    }

    /// <summary>
    /// True for the value of a local or parameter that also goes elsewhere: <c>list.Add(c); _http = c;</c>
    /// </summary>
    /// <param name="value">What is assigned or put in.</param>
    /// <param name="holder">The member or own collection that gets it.</param>
    /// <param name="block">The code around it.</param>
    public bool IsHolderGivenAway(IOperation value, ISymbol holder, IOperation block)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;

        if (SymbolOf(value) is not { } variable)
            return false;

        // The call of another constructor is a block of its own.
        var body = block;
        while (body.Parent is { } parent)
            body = parent;

        foreach (var operation in OperationOrder.ChildrenFirst(body))
        {
            if (SymbolEqualityComparer.Default.Equals(SymbolOf(operation), variable)
                && !AssignedSymbols.IsWritten(operation)
                && !IsKeptByTheType(operation)
                && !OwnCollections.IsPutInto(operation, holder)
                && Classify(operation, body, followLocals: 2))
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation operation)
    {
        return operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
    }

    /// <summary>True for a local that a using declares.</summary>
    public bool IsDeclaredInUsing(ILocalSymbol local, IOperation body)
    {
        return OperationOrder.Any(
            body,
            operation => (operation is IUsingDeclarationOperation declaration && Declares(declaration.DeclarationGroup, local))
                || (operation is IUsingOperation { Resources: IVariableDeclarationGroupOperation group } && Declares(group, local)));
    }

    private static bool IsKeptByTheType(IOperation value)
    {
        while (value.Parent is IConversionOperation or ICoalesceOperation or IConditionalOperation)
            value = value.Parent;

        return value.Parent is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } };
    }

    private bool Classify(IOperation value, IOperation body, int followLocals)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation)
        {
            // The condition of a conditional expression is a use; only its arms are its value.
            if (value.Parent is IConditionalOperation conditional && conditional.Condition == value)
                return false;

            value = value.Parent;
        }

        return value.Parent switch
        {
            IInvocationOperation call when call.Instance == value => Closes(call.TargetMethod),
            IConditionalAccessOperation access when access.Operation == value => ClosesConditionally(access, body, followLocals),
            IMethodReferenceOperation method => CloseCalls.IsClose(method.Method),
            IMemberReferenceOperation => false,
            IArgumentOperation argument => IsTaken(argument),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsClosedThrough(declarator.Symbol, body, followLocals),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value == value =>
                IsClosedThrough(local.Local, body, followLocals),
            IIsPatternOperation isPattern => DeclaredBy(isPattern.Pattern) is { } declared && IsClosedThrough(declared, body, followLocals),

            // What a member returns of a field stays the type's: the caller borrows it.
            IReturnOperation or IBinaryOperation or IUnaryOperation or IIsTypeOperation or IInterpolationOperation or IExpressionStatementOperation
                or INameOfOperation or IEventAssignmentOperation or IAwaitOperation => false,
            null => false,
            _ => true,
        };
    }

    /// <summary>Dispose and its like, and what closes by another name: <c>listener.Stop()</c>, <c>_client.StopAsync()</c> that disposes itself.</summary>
    private bool Closes(IMethodSymbol method)
    {
        return CloseCalls.IsClose(method) || _scope.Contracts.ReceiverFateOf(method, null, _cancellationToken) is not (ArgumentFate.Used or ArgumentFate.Retained);
    }

    private bool ClosesConditionally(IConditionalAccessOperation access, IOperation body, int followLocals)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(access.WhenNotNull))
        {
            if (operation is IConditionalAccessInstanceOperation && Classify(operation, body, followLocals))
                return true;
        }

        return false;
    }

    private bool IsTaken(IArgumentOperation argument)
    {
        // What an out argument held is not read.
        if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In })
            return argument.Parameter?.RefKind != RefKind.Out && !IsOnlyAssigned(argument);

        return argument.Parent switch
        {
            IInvocationOperation call => FateOf(argument, call.TargetMethod, call.Arguments) != ArgumentFate.Used,
            IObjectCreationOperation { Constructor: { } constructor } creation => FateOf(argument, constructor, creation.Arguments) != ArgumentFate.Used,
            _ => true,
        };
    }

    /// <summary>True for a <c>ref</c> argument that the method gives a value and never reads: an <c>out</c> in all but name.</summary>
    private bool IsOnlyAssigned(IArgumentOperation argument)
    {
        if (argument is not { Parameter: { RefKind: RefKind.Ref } parameter, Parent: IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false, IsOverride: false } method } }
            || _scope.Bodies.TryGet(method, _cancellationToken) is not { } body)
        {
            return false;
        }

        foreach (var operation in body.Operations)
        {
            if (operation is IParameterReferenceOperation read
                && SymbolEqualityComparer.Default.Equals(read.Parameter, parameter.OriginalDefinition)
                && (read.Parent is not ISimpleAssignmentOperation { IsRef: false } assignment || assignment.Target != read))
            {
                return false;
            }
        }

        return true;
    }

    private ArgumentFate FateOf(IArgumentOperation argument, IMethodSymbol method, System.Collections.Immutable.ImmutableArray<IArgumentOperation> all)
    {
        return _scope.Contracts.FateOf(argument, method, all, null, _cancellationToken);
    }

    private bool IsClosedThrough(ISymbol local, IOperation body, int followLocals)
    {
        if (followLocals == 0)
            return true;

        foreach (var operation in OperationOrder.ChildrenFirst(body))
        {
            if (operation is ILocalReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference)
                && Classify(reference, body, followLocals - 1))
            {
                return true;
            }

        }

        return local is ILocalSymbol variable && IsDeclaredInUsing(variable, body);
    }

    private static bool Declares(IVariableDeclarationGroupOperation group, ISymbol local)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                    return true;
            }
        }

        return false;
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
}
