using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>Says of a value that is assigned to a member whether the type has made it itself.</summary>
internal sealed class MemberValues
{
    /// <summary>How many locals and coalesces a value is followed through.</summary>
    private const int MaximumSteps = 16;

    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, List<IOperation>> _assigned = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IParameterSymbol> _givenFresh = new(SymbolEqualityComparer.Default);

    public MemberValues(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Collects what locals hold and what constructors give one another, before the members are judged.</summary>
    public void Prepare(IOperation block)
    {
        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                    Assign(declarator.Symbol, initializer.Value);
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation local } assignment:
                    Assign(local.Local, assignment.Value);
                    break;
                case IAssignmentOperation { Target: IParameterReferenceOperation parameter } assignment:
                    Assign(parameter.Parameter, assignment.Value);
                    break;
                case IAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field } assignment:
                    Assign(field.Field.OriginalDefinition, assignment.Value);
                    break;
                case IFieldInitializerOperation initializer:
                    foreach (var field in initializer.InitializedFields)
                        Assign(field, initializer.Value);
                    break;
            }
        }

        foreach (var operation in OperationOrder.ChildrenFirst(block))
        {
            if (operation is not IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor, Instance: IInstanceReferenceOperation } initializer)
                continue;

            foreach (var argument in initializer.Arguments)
            {
                if (argument.Parameter is { } parameter && OwnershipOf(argument.Value) is MemberOwnership.Always or MemberOwnership.Conditional)
                    _givenFresh.Add(argument.Parameter.OriginalDefinition);
            }
        }
    }

    /// <summary>Null when the value is null itself and says nothing.</summary>
    public MemberOwnership? OwnershipOf(IOperation value)
    {
        return OwnershipOf(value, MaximumSteps);
    }

    private void Assign(ISymbol holder, IOperation value)
    {
        if (!_assigned.TryGetValue(holder, out var values))
            _assigned.Add(holder, values = []);

        values.Add(value);
    }

    private MemberOwnership? OwnershipOf(IOperation value, int steps)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or ISimpleAssignmentOperation)
        {
            value = value switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                _ => ((ISimpleAssignmentOperation)value).Value,
            };
        }

        if (steps == 0)
            return MemberOwnership.Borrowed;

        if (value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation)
            return null;

        return value switch
        {
            ICoalesceOperation coalesce => Either(OwnershipOf(coalesce.Value, steps - 1), OwnershipOf(coalesce.WhenNull, steps - 1)),
            IConditionalOperation { WhenFalse: { } whenFalse } conditional =>
                Either(OwnershipOf(conditional.WhenTrue, steps - 1), OwnershipOf(whenFalse, steps - 1)),
            ISwitchExpressionOperation choice => OfArms(choice, steps),
            IThrowOperation => null,
            ILocalReferenceOperation local => OfHolder(local.Local, null, steps),
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => OfHolder(field.Field.OriginalDefinition, null, steps),
            IParameterReferenceOperation { Parameter: var parameter } => OfHolder(
                parameter,
                _givenFresh.Contains(parameter.OriginalDefinition) ? MemberOwnership.Conditional : MemberOwnership.Borrowed,
                steps),
            IObjectCreationOperation creation => OfCreation(creation, steps),
            _ => IsFresh(value) ? MemberOwnership.Always : MemberOwnership.Borrowed,
        };
    }

    private MemberOwnership? OfArms(ISwitchExpressionOperation choice, int steps)
    {
        MemberOwnership? result = null;
        foreach (var arm in choice.Arms)
            result = Either(result, OwnershipOf(arm.Value, steps - 1));

        return result;
    }

    private MemberOwnership? OfHolder(ISymbol holder, MemberOwnership? given, int steps)
    {
        if (!_assigned.TryGetValue(holder, out var values))
            return given ?? MemberOwnership.Borrowed;

        var result = given;
        foreach (var value in values)
            result = Either(result, OwnershipOf(value, steps - 1));

        return result;
    }

    private MemberOwnership OfCreation(IObjectCreationOperation creation, int steps)
    {
        if (!IsFresh(creation))
            return MemberOwnership.Borrowed;

        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is not { } parameter || !_scope.Resources.IsHttpClient(parameter.Type))
                continue;

            // A client over a handler that somebody else closes, or that it leaves open, has nothing of its own to close.
            if (creation.Constructor is not { } constructor
                || _scope.Contracts.FateOf(argument, constructor, creation.Arguments, InferenceStack.Start(), _cancellationToken) != ArgumentFate.Kept
                || OwnershipOf(argument.Value, steps - 1) == MemberOwnership.Borrowed)
            {
                return MemberOwnership.Borrowed;
            }
        }

        return MemberOwnership.Always;
    }

    private bool IsFresh(IOperation value)
    {
        return FreshValues.KindOf(value, _scope, InferenceStack.Start(), _cancellationToken) == ResourceKind.HttpClient;
    }

    private static MemberOwnership? Either(MemberOwnership? left, MemberOwnership? right)
    {
        if (left is null || right is null)
            return left ?? right;

        return left == right ? left : MemberOwnership.Conditional;
    }
}
