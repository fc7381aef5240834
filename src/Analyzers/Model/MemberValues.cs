using System.Collections.Immutable;
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
    private readonly Dictionary<IParameterSymbol, MemberValue> _given = new(SymbolEqualityComparer.Default);

    public MemberValues(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    /// <summary>True for an operation by which a local, a parameter or a member gets a value. Most do not, and the kind of one is told faster than its type.</summary>
    public static bool MayGive(IOperation operation)
    {
        return operation.Kind switch
        {
            OperationKind.VariableDeclarator or OperationKind.FieldInitializer or OperationKind.PropertyInitializer => true,
            OperationKind.SimpleAssignment or OperationKind.CompoundAssignment or OperationKind.CoalesceAssignment or OperationKind.DeconstructionAssignment => true,
            OperationKind.Invocation or OperationKind.ObjectCreation => true,
            OperationKind.Argument => ((IArgumentOperation)operation).Parameter is { RefKind: not RefKind.None },
            _ => false,
        };
    }

    /// <summary>Collects what locals hold and what the members of the type give one another, before the members are judged.</summary>
    public void Prepare(INamedTypeSymbol type, List<IOperation> operations)
    {
        foreach (var operation in operations)
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

        foreach (var operation in operations)
        {
            switch (operation)
            {
                case IInvocationOperation { Instance: null or IInstanceReferenceOperation } call when IsOf(type, call.TargetMethod):
                    GiveAll(call.Arguments);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation when IsOf(type, constructor):
                    GiveAll(creation.Arguments);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.SetMethod: { Parameters: [.., var given] } setter } } assignment
                    when IsOf(type, setter):
                    Give(given, assignment.Value);
                    break;
            }
        }
    }

    private void GiveAll(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter)
                Give(parameter, argument.Value);
        }
    }

    /// <summary>Notes what a parameter of the type's own member is given by the type itself. Others may give it more, where they can call it.</summary>
    private void Give(IParameterSymbol parameter, IOperation value)
    {
        if (!OwnedMembers.CanHoldResource(parameter.Type, _scope) || OwnershipOf(value) is not { } ownership)
            return;

        var definition = parameter.OriginalDefinition;
        if (_given.TryGetValue(definition, out var known))
            _given[definition] = MemberValue.Either(known, ownership) ?? known;
        else
            _given.Add(definition, definition.ContainingSymbol.DeclaredAccessibility == Accessibility.Private ? ownership : MemberValue.Either(MemberValue.Borrowed, ownership) ?? ownership);
    }

    /// <summary>Null when the value is null itself and says nothing.</summary>
    public MemberValue? OwnershipOf(IOperation value)
    {
        return OwnershipOf(value, MaximumSteps);
    }

    private static bool IsOf(INamedTypeSymbol type, IMethodSymbol called)
    {
        return SymbolEqualityComparer.Default.Equals(called.ContainingType?.OriginalDefinition, type.OriginalDefinition);
    }

    /// <summary>True for an operation that makes a resource.</summary>
    public bool IsMade(IOperation value)
    {
        return FreshKindOf(value) != ResourceKind.None;
    }

    private void Assign(ISymbol holder, IOperation value)
    {
        if (!_assigned.TryGetValue(holder, out var values))
            _assigned.Add(holder, values = []);

        values.Add(value);
    }

    private MemberValue? OwnershipOf(IOperation value, int steps)
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
            return MemberValue.Borrowed;

        if (value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation)
            return null;

        return value switch
        {
            ICoalesceOperation coalesce => MemberValue.Either(OwnershipOf(coalesce.Value, steps - 1), OwnershipOf(coalesce.WhenNull, steps - 1)),
            IConditionalOperation { WhenFalse: { } whenFalse } conditional =>
                MemberValue.Either(OwnershipOf(conditional.WhenTrue, steps - 1), OwnershipOf(whenFalse, steps - 1)),
            ISwitchExpressionOperation choice => OfArms(choice, steps),
            IThrowOperation => null,
            ILocalReferenceOperation local => OfHolder(local.Local, null, steps),
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => OfHolder(field.Field.OriginalDefinition, null, steps),
            IParameterReferenceOperation { Parameter: var parameter } => OfHolder(
                parameter,
                _given.TryGetValue(parameter.OriginalDefinition, out var given) ? given : MemberValue.Borrowed,
                steps),
            IObjectCreationOperation creation => OfCreation(creation, steps),
            _ => OfOther(value),
        };
    }

    private MemberValue? OfArms(ISwitchExpressionOperation choice, int steps)
    {
        MemberValue? result = null;
        foreach (var arm in choice.Arms)
            result = MemberValue.Either(result, OwnershipOf(arm.Value, steps - 1));

        return result;
    }

    private MemberValue? OfHolder(ISymbol holder, MemberValue? given, int steps)
    {
        if (!_assigned.TryGetValue(holder, out var values))
            return given ?? MemberValue.Borrowed;

        var result = given;
        foreach (var value in values)
            result = MemberValue.Either(result, OwnershipOf(value, steps - 1));

        return result;
    }

    private MemberValue OfCreation(IObjectCreationOperation creation, int steps)
    {
        var made = FreshKindOf(creation);
        if (made == ResourceKind.None)
            return MemberValue.Borrowed;

        foreach (var argument in creation.Arguments)
        {
            var given = _scope.Resources.Of(argument.Parameter?.Type);
            if (given == ResourceKind.None || creation.Constructor is not { } constructor)
                continue;

            var isOwn = OwnershipOf(argument.Value, steps - 1)?.Ownership != MemberOwnership.Borrowed;
            var fate = _scope.Contracts.FateOf(argument, constructor, creation.Arguments, null, _cancellationToken);
            if (!WrapperOwnership.IsMakers(made, given, isOwn, fate))
                return MemberValue.Borrowed;
        }

        return new MemberValue(MemberOwnership.Always, made);
    }

    private ResourceKind FreshKindOf(IOperation value)
    {
        return FreshValues.KindOf(value, _scope, null, _cancellationToken);
    }

    private MemberValue OfOther(IOperation value)
    {
        var made = FreshKindOf(value);
        return made == ResourceKind.None ? MemberValue.Borrowed : new MemberValue(MemberOwnership.Always, made);
    }
}
