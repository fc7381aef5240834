using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.Overwriting;

/// <summary>Reads which operations of a graph give a field or auto-property of the object another value.</summary>
internal sealed class MemberStores
{
    private readonly CapturedValues _captured;
    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;

    public MemberStores(CapturedValues captured, AnalysisScope scope, CancellationToken cancellationToken)
    {
        _captured = captured;
        _scope = scope;
        _cancellationToken = cancellationToken;
    }

    public MemberStore? TryRead(IOperation operation)
    {
        return operation switch
        {
            ISimpleAssignmentOperation { IsRef: false } assignment => OfAssignment(assignment),
            IArgumentOperation { Parameter: { RefKind: RefKind.Out or RefKind.Ref } parameter } argument => OfArgument(argument, parameter),
            _ => null,
        };
    }

    private MemberStore? OfAssignment(ISimpleAssignmentOperation assignment)
    {
        var target = _captured.Of(assignment.Target);
        if (MemberReferences.OfThis(target) is { } member)
            return new MemberStore(member, assignment.Target, assignment.Value, StoreForm.Assignment);

        return target is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } reference
            && MemberBehind(reference.Property) is { } behind
                ? new MemberStore(behind, assignment.Target, assignment.Value, StoreForm.Setter)
                : null;
    }

    private MemberStore? OfArgument(IArgumentOperation argument, IParameterSymbol parameter)
    {
        if (argument.Parent is not IInvocationOperation call || MemberReferences.OfThis(_captured.Of(argument.Value)) is not { } member)
            return null;

        if (IsExchange(call))
            return IsDropped(call) && parameter.Ordinal == 0 ? new MemberStore(member, argument.Value, call.Arguments[1].Value, StoreForm.Exchange) : null;

        return _scope.Contracts.Of(call.TargetMethod, _cancellationToken).MakesOut(parameter) && ReferenceParameters.IsOnlyAssigned(parameter, call.TargetMethod, _scope, _cancellationToken)
            ? new MemberStore(member, argument.Value, argument, StoreForm.Argument)
            : null;
    }

    /// <summary>The field or property in which the setter of a property puts what it is given.</summary>
    private ISymbol? MemberBehind(IPropertySymbol property)
    {
        if (property.SetMethod is not { IsAbstract: false, IsVirtual: false, IsOverride: false } setter || _scope.Bodies.TryGet(setter, _cancellationToken) is not { } body)
            return null;

        foreach (var operation in body.Operations)
        {
            if (operation is ISimpleAssignmentOperation { Value: var value, Target: var target } && IsValueOf(value, setter) && MemberReferences.OfThis(target) is { } member)
                return member;
        }

        return null;
    }

    /// <summary>True for what a setter is given.</summary>
    public static bool IsValueOf(IOperation value, IMethodSymbol setter)
    {
        return value is IParameterReferenceOperation { Parameter: var parameter }
            && parameter.Ordinal == setter.Parameters.Length - 1
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, setter.OriginalDefinition);
    }

    private bool IsExchange(IInvocationOperation call)
    {
        return call is { TargetMethod.Name: nameof(Interlocked.Exchange), Arguments.Length: 2 }
            && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, _scope.Types.Interlocked);
    }

    private static bool IsDropped(IInvocationOperation call)
    {
        return call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}
