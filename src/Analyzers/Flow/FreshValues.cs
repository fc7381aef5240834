using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Which operations make a resource that the code they stand in has to close.</summary>
internal static class FreshValues
{
    /// <summary>The resource kind of the fresh value that the operation makes, or <see cref="ResourceKind.None"/>.</summary>
    public static ResourceKind KindOf(IOperation operation, AnalysisScope scope, InferenceStack? stack, CancellationToken cancellationToken)
    {
        return Of(operation, null, scope, stack, cancellationToken).Kind;
    }

    /// <summary>
    /// The fresh value that the operation makes. Whether a wrapper of a given resource is this code's to close depends on
    /// that resource, which the caller looks at.
    /// </summary>
    public static FreshValue Of(IOperation operation, LocalDelegates? delegates, AnalysisScope scope, InferenceStack? stack, CancellationToken cancellationToken)
    {
        // The type is asked first: most operations yield nothing to close, and then no body is read.
        if (ResultTypeOf(operation, scope.Types) is not { } type)
            return FreshValue.None;

        if (scope.Resources.IsFollowed(ResourceKind.HttpResponse) && HttpResponses.Of(MakingCallOf(operation, scope.Types), type, scope) is { } response)
            return response;

        var kind = scope.Resources.Of(type);
        var isFollowed = scope.Resources.IsFollowed(kind);
        if (operation is IObjectCreationOperation creation)
            return isFollowed && scope.Resources.HoldsResources(type, creation) ? new FreshValue(kind, type) : FreshValue.None;

        if (operation is ITypeParameterObjectCreationOperation)
            return isFollowed ? new FreshValue(kind, type) : FreshValue.None;

        if ((!isFollowed && type.TypeKind != TypeKind.Interface) || MakerOf(operation, delegates, scope.Types) is not { } maker)
            return FreshValue.None;

        if (!isFollowed && !scope.Contracts.MayReturnHidden(maker, cancellationToken))
            return FreshValue.None;

        var contract = scope.Contracts.Of(maker, stack, cancellationToken);
        if (operation is IArgumentOperation { Parameter: { } parameter })
            return isFollowed && contract.MakesOut(parameter) ? new FreshValue(kind, type) : FreshValue.None;

        if (!contract.ReturnsFresh)
            return FreshValue.None;

        var made = scope.Resources.Of(contract.FreshType);
        if (type.TypeKind == TypeKind.Interface && scope.Resources.IsFollowed(made) && contract.FreshType is INamedTypeSymbol { IsGenericType: false })
            return new FreshValue(made, contract.FreshType);

        return isFollowed ? new FreshValue(kind, type) : FreshValue.None;
    }

    /// <summary>
    /// The type of the resource that the operation may make: its own, or that of the task it returns. Null for operations
    /// that make nothing. A call that is awaited on the spot makes nothing: its await does.
    /// </summary>
    private static ITypeSymbol? ResultTypeOf(IOperation operation, KnownTypes types)
    {
        // By its kind, which is told faster than the type: this is asked of every operation of the compilation.
        return operation.Kind switch
        {
            OperationKind.ObjectCreation or OperationKind.TypeParameterObjectCreation or OperationKind.Await => operation.Type,
            OperationKind.Binary => operation is IBinaryOperation { OperatorMethod: not null } ? operation.Type : null,
            OperationKind.Unary => operation is IUnaryOperation { OperatorMethod: not null } ? operation.Type : null,
            OperationKind.Conversion => operation is IConversionOperation { OperatorMethod: not null } ? operation.Type : null,
            OperationKind.Argument => operation is IArgumentOperation { Parameter: { RefKind: RefKind.Out or RefKind.Ref } parameter } ? parameter.Type : null,
            OperationKind.Invocation => ResultTypeOf((IInvocationOperation)operation, types),
            OperationKind.PropertyReference => IsRead((IPropertyReferenceOperation)operation) ? operation.Type : null,
            _ => null,
        };
    }

    private static ITypeSymbol? ResultTypeOf(IInvocationOperation call, KnownTypes types)
    {
        if (TaskCalls.ResultOf(call.Type, types) is not { } result)
            return call.Type;

        return TaskCalls.IsAwaited(call, types) ? null : result;
    }

    private static IOperation MakingCallOf(IOperation operation, KnownTypes types)
    {
        return operation is IAwaitOperation awaited ? TaskCalls.AwaitedBy(awaited, types) ?? operation : operation;
    }

    private static IMethodSymbol? MakerOf(IOperation operation, LocalDelegates? delegates, KnownTypes types)
    {
        return operation switch
        {
            IInvocationOperation call => MakerOf(call, delegates, types),
            IAwaitOperation awaited => TaskCalls.AwaitedBy(awaited, types) is { } call ? MakerOf(call, delegates, types) : null,
            IPropertyReferenceOperation reference => reference.Property.GetMethod,
            IBinaryOperation binary => binary.OperatorMethod,
            IUnaryOperation unary => unary.OperatorMethod,
            IConversionOperation conversion => conversion.OperatorMethod,
            IArgumentOperation { Parent: IInvocationOperation call } => delegates?.TargetOf(call) ?? call.TargetMethod,
            _ => null,
        };
    }

    private static IMethodSymbol MakerOf(IInvocationOperation call, LocalDelegates? delegates, KnownTypes types)
    {
        return delegates?.TargetOf(call) ?? DelegateTakers.RunBy(call, types) ?? call.TargetMethod;
    }

    private static bool IsRead(IPropertyReferenceOperation reference)
    {
        return reference.Parent is not IAssignmentOperation assignment || assignment.Target != reference;
    }
}
