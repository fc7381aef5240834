using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Which operations make a resource that the code they stand in has to close.</summary>
internal static class FreshValues
{
    /// <summary>
    /// The resource kind of the fresh value that the operation makes, or <see cref="ResourceKind.None"/>. Whether a wrapper
    /// of a given resource is this code's to close depends on that resource, which the caller looks at.
    /// </summary>
    public static ResourceKind KindOf(IOperation operation, AnalysisScope scope, InferenceStack? stack, CancellationToken cancellationToken)
    {
        // The kind is asked first: most operations yield nothing to close, and then no body is read.
        var kind = scope.Resources.Of(ResultTypeOf(operation, scope.Types));
        if (kind == ResourceKind.None || !scope.Resources.IsFollowed(kind))
            return ResourceKind.None;

        var isFresh = operation switch
        {
            IObjectCreationOperation { Type: { } type } creation => scope.Resources.HoldsResources(type, creation),
            ITypeParameterObjectCreationOperation => true,
            IInvocationOperation call => IsFresh(call.TargetMethod, scope, stack, cancellationToken),
            IAwaitOperation awaited => TaskCalls.AwaitedBy(awaited, scope.Types) is { } call && IsFresh(call.TargetMethod, scope, stack, cancellationToken),
            IPropertyReferenceOperation { Property.GetMethod: { } getter } => IsFresh(getter, scope, stack, cancellationToken),
            IBinaryOperation { OperatorMethod: { } method } => IsFresh(method, scope, stack, cancellationToken),
            IUnaryOperation { OperatorMethod: { } method } => IsFresh(method, scope, stack, cancellationToken),
            IConversionOperation { OperatorMethod: { } method } => IsFresh(method, scope, stack, cancellationToken),
            _ => false,
        };
        return isFresh ? kind : ResourceKind.None;
    }

    /// <summary>
    /// The type of the resource that the operation may make: its own, or that of the task it returns. Null for operations
    /// that make nothing. A call that is awaited on the spot makes nothing: its await does.
    /// </summary>
    public static ITypeSymbol? ResultTypeOf(IOperation operation, KnownTypes types)
    {
        return operation switch
        {
            IObjectCreationOperation or ITypeParameterObjectCreationOperation or IAwaitOperation => operation.Type,
            IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } or IConversionOperation { OperatorMethod: not null } => operation.Type,
            IInvocationOperation call => ResultTypeOf(call, types),
            IPropertyReferenceOperation reference when IsRead(reference) => reference.Type,
            _ => null,
        };
    }

    private static ITypeSymbol? ResultTypeOf(IInvocationOperation call, KnownTypes types)
    {
        if (TaskCalls.ResultOf(call.Type, types) is not { } result)
            return call.Type;

        return TaskCalls.IsAwaited(call, types) ? null : result;
    }

    private static bool IsRead(IPropertyReferenceOperation reference)
    {
        return reference.Parent is not IAssignmentOperation assignment || assignment.Target != reference;
    }

    private static bool IsFresh(IMethodSymbol method, AnalysisScope scope, InferenceStack? stack, CancellationToken cancellationToken)
    {
        return scope.Contracts.Of(method, stack, cancellationToken).ReturnsFresh;
    }
}
