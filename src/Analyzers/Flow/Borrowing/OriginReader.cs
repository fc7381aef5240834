using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Borrowing;

/// <summary>
/// Says where the values of one body come from, whatever way leads to them: what is assigned to a local anywhere in the
/// body counts. A local that gets several values is unknown, as only one of them may be there when it is closed.
/// </summary>
internal sealed class OriginReader
{
    /// <summary>How many locals, coalesces and the like a value is followed through.</summary>
    private const int MaximumSteps = 16;

    private readonly MethodBody _body;
    private readonly AnalysisScope _scope;
    private readonly OriginDepth _depth;
    private readonly CancellationToken _cancellationToken;
    private AssignedValues? _assigned;

    public OriginReader(MethodBody body, AnalysisScope scope, OriginDepth depth, CancellationToken cancellationToken)
    {
        _body = body;
        _scope = scope;
        _depth = depth;
        _cancellationToken = cancellationToken;
    }

    private AssignedValues Assigned => _assigned ??= new AssignedValues(_body.Root);

    public ValueOrigin Of(IOperation value)
    {
        return Of(value, MaximumSteps);
    }

    /// <summary>The local, parameter or member that a value is read from, through conversions, locals of one value and <c>?.</c></summary>
    public ISymbol? PlaceOf(IOperation value)
    {
        for (var step = 0; step < MaximumSteps; step++)
        {
            value = PlainValue.Of(value);
            switch (value)
            {
                case ILocalReferenceOperation local when Assigned.Of(local.Local) is [var only]:
                    value = only;
                    continue;
                case IMemberReferenceOperation member:
                    return member.Member.OriginalDefinition;
                default:
                    return AssignedSymbols.Variable(value);
            }
        }

        return null;
    }

    private ValueOrigin Of(IOperation value, int steps)
    {
        value = PlainValue.Of(value);
        if (steps == 0)
            return ValueOrigin.Unknown;

        if (value.ConstantValue is { HasValue: true, Value: null })
            return ValueOrigin.Null;

        return value switch
        {
            IDefaultValueOperation { Type.IsReferenceType: true } or IThrowOperation => ValueOrigin.Null,
            IConditionalAccessOperation access => Of(access.WhenNotNull, steps - 1),
            ICoalesceOperation coalesce => ValueOrigin.Either(Of(coalesce.Value, steps - 1), Of(coalesce.WhenNull, steps - 1)),
            ICoalesceAssignmentOperation { Target: IMemberReferenceOperation member } => Of(member, steps - 1),
            ICoalesceAssignmentOperation coalesce => ValueOrigin.Either(Of(coalesce.Target, steps - 1), Of(coalesce.Value, steps - 1)),
            IConditionalOperation { WhenFalse: { } whenFalse } choice => ValueOrigin.Either(Of(choice.WhenTrue, steps - 1), Of(whenFalse, steps - 1)),
            ISwitchExpressionOperation choice => OfArms(choice, steps),
            ISimpleAssignmentOperation assignment => Of(assignment.Value, steps - 1),
            ILocalReferenceOperation local => OfLocal(local.Local, steps),
            IParameterReferenceOperation { Parameter: var parameter } => OfParameter(parameter),
            IFieldReferenceOperation field => OfMember(field.Field, field.Instance, steps),
            IPropertyReferenceOperation property => OfProperty(property, steps),
            IInvocationOperation call => OfCall(call, steps),
            IObjectCreationOperation creation => OfCreation(creation, steps),
            _ => FreshOr(value, ValueOrigin.Unknown),
        };
    }

    private ValueOrigin OfArms(ISwitchExpressionOperation choice, int steps)
    {
        var result = ValueOrigin.Null;
        foreach (var arm in choice.Arms)
            result = ValueOrigin.Either(result, Of(arm.Value, steps - 1));

        return result;
    }

    private ValueOrigin OfLocal(ILocalSymbol local, int steps)
    {
        return Assigned.Of(local) is { } values ? OfOnly(values, steps) : ValueOrigin.Unknown;
    }

    private ValueOrigin OfOnly(IReadOnlyList<IOperation> values, int steps)
    {
        var result = ValueOrigin.Null;
        foreach (var value in values)
        {
            var origin = Of(value, steps - 1);
            if (result != ValueOrigin.Null && origin != ValueOrigin.Null)
                return ValueOrigin.Unknown;

            result = origin == ValueOrigin.Null ? result : origin;
        }

        return result;
    }

    private ValueOrigin OfParameter(IParameterSymbol parameter)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In)
            || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation } method
            || Assigned.Of(parameter) is not [])
        {
            return ValueOrigin.Unknown;
        }

        // What a primary constructor is given lives on in the object.
        var isOwn = SymbolEqualityComparer.Default.Equals(_body.Member.OriginalDefinition, method.OriginalDefinition) || _body.Member is not IMethodSymbol;
        return new ValueOrigin(isOwn ? Origins.Parameter : Origins.Given, parameter.OriginalDefinition);
    }

    private ValueOrigin OfMember(ISymbol member, IOperation? instance, int steps)
    {
        if (member.IsStatic)
            return _scope.Borrowed.IsShared(member, _cancellationToken) ? new ValueOrigin(Origins.Shared, member.OriginalDefinition) : ValueOrigin.Unknown;

        return IsThis(instance) ? _scope.Borrowed.OfMember(member, _depth, _cancellationToken) : WithinGiven(instance, steps);
    }

    /// <summary>What lies in an object that was given to this one from outside is no more this one's than the object is.</summary>
    private ValueOrigin WithinGiven(IOperation? holder, int steps)
    {
        return holder is not null && Of(holder, steps - 1) is { Kinds: Origins.Given or (Origins.Given | Origins.Within) } given
            ? given with { Kinds = given.Kinds | Origins.Within }
            : ValueOrigin.Unknown;
    }

    private ValueOrigin OfProperty(IPropertyReferenceOperation reference, int steps)
    {
        var property = reference.Property;
        if (reference.Instance is { } lazy && SymbolEqualityComparer.Default.Equals(property.ContainingType.OriginalDefinition, _scope.Types.Lazy))
            return Of(lazy, steps - 1) is { Kinds: Origins.Shared } shared ? shared : ValueOrigin.Unknown;

        if (property.OriginalDefinition.IsAutomatic())
            return OfMember(property, reference.Instance, steps);

        var made = FreshOr(reference, ValueOrigin.Unknown);
        if (made != ValueOrigin.Unknown || property.GetMethod is not { } getter)
            return made;

        return property.IsStatic || IsThis(reference.Instance) ? OfReturned(getter, reference.Instance) : WithinGiven(reference.Instance, steps);
    }

    private ValueOrigin OfCall(IInvocationOperation call, int steps)
    {
        var method = call.TargetMethod;
        if (IsRead(method) && call.Arguments is [{ Value: var location }, ..])
            return Of(location, steps - 1);

        if (_scope.Borrowed.IsProvider(method))
            return IsOfOwnProvider(call) ? ValueOrigin.Unknown : new ValueOrigin(Origins.Provided, method.ReducedFrom ?? method.OriginalDefinition);

        var made = FreshOr(call, ValueOrigin.Unknown);
        if (made != ValueOrigin.Unknown)
            return made;

        var returned = _scope.Contracts.Of(method, _cancellationToken).Returned;
        if (returned == MethodContract.Receiver && call.Instance is { } receiver)
            return Of(receiver, steps - 1);

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == returned)
                return Of(argument.Value, steps - 1);
        }

        return OfReturned(method, call.Instance);
    }

    /// <summary>Who builds a provider closes it with all that it made, and may close a part of that earlier.</summary>
    private bool IsOfOwnProvider(IInvocationOperation call)
    {
        var provider = call.Instance ?? (call is { TargetMethod.IsExtensionMethod: true, Arguments: [var first, ..] } ? first.Value : null);
        return provider is not null
            && PlainValue.Of(provider) is ILocalReferenceOperation { Local: var local }
            && Assigned.Of(local) is [var only]
            && PlainValue.Of(only) is IInvocationOperation or IObjectCreationOperation or IAwaitOperation;
    }

    private ValueOrigin OfCreation(IObjectCreationOperation creation, int steps)
    {
        if (creation.Constructor is not { DeclaringSyntaxReferences.IsEmpty: true } constructor || !_scope.Resources.IsHttpClient(creation.Type))
            return ValueOrigin.Own;

        foreach (var argument in creation.Arguments)
        {
            if (!_scope.Resources.IsHttpClient(argument.Parameter?.Type))
                continue;

            var fate = _scope.Contracts.FateOf(argument, constructor, creation.Arguments, InferenceStack.Start(), _cancellationToken);
            var inner = Of(argument.Value, steps - 1);
            if (fate == ArgumentFate.Used || inner.Kinds is Origins.None or Origins.Own)
                continue;

            return fate is ArgumentFate.Kept or ArgumentFate.Closed ? inner with { Kinds = inner.Kinds | Origins.Over } : ValueOrigin.Unknown;
        }

        return ValueOrigin.Own;
    }

    /// <summary>What a method or getter of the source returns: one of the members, mostly.</summary>
    private ValueOrigin OfReturned(IMethodSymbol method, IOperation? instance)
    {
        if (_depth.IsExhausted
            || method is { IsVirtual: true } or { IsAbstract: true } or { IsOverride: true } or { IsAsync: true }
            || !(method.IsStatic || IsThis(instance))
            || _scope.Bodies.TryGet(method, _cancellationToken) is not { } body)
        {
            return ValueOrigin.Unknown;
        }

        var inner = new OriginReader(body, _scope, _depth.Next(), _cancellationToken);
        var result = ValueOrigin.Null;
        foreach (var operation in OperationOrder.ChildrenFirst(body.Root))
        {
            if (operation is IReturnOperation { Kind: OperationKind.YieldReturn })
                return ValueOrigin.Unknown;

            if (operation is IReturnOperation { ReturnedValue: { } value })
                result = ValueOrigin.Either(result, inner.Of(value));
        }

        // A parameter of the method is another thing to its caller; and what is sometimes made for him is his to close.
        return result.Has(Origins.Parameter) || result.IsConditional || result == ValueOrigin.Null ? ValueOrigin.Unknown : result;
    }

    private ValueOrigin FreshOr(IOperation value, ValueOrigin otherwise)
    {
        return FreshValues.KindOf(value, _scope, InferenceStack.Start(), _cancellationToken) == ResourceKind.None ? otherwise : ValueOrigin.Own;
    }

    /// <summary><c>Interlocked.Exchange(ref _http, null)</c>, <c>Volatile.Read(ref _http)</c></summary>
    private bool IsRead(IMethodSymbol method)
    {
        return SymbolEqualityComparer.Default.Equals(method.ContainingType, _scope.Types.Interlocked)
            || SymbolEqualityComparer.Default.Equals(method.ContainingType, _scope.Types.Volatile);
    }

    private static bool IsThis(IOperation? instance)
    {
        return instance is not null && PlainValue.Of(instance) is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
    }
}
