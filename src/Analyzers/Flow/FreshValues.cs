using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Which operations make a resource that the code they stand in has to close.</summary>
internal static class FreshValues
{
    /// <summary>
    /// The resource kind of the fresh value that the operation makes, or <see cref="ResourceKind.None"/>. Whether a client
    /// over a given handler is this code's to close depends on the handler, which the caller looks at.
    /// </summary>
    public static ResourceKind KindOf(IOperation operation, AnalysisScope scope, InferenceStack stack, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Type: { } type } creation:
                return scope.Resources.HoldsResources(type, creation) ? scope.Resources.Of(type) : ResourceKind.None;

            case IInvocationOperation { TargetMethod: { IsAsync: false } method, Type: { } type }:
                return OfCall(method, type, scope, stack, cancellationToken);

            case IAwaitOperation { Operation: IInvocationOperation { TargetMethod: { IsAsync: true } method }, Type: { } type }:
                return OfCall(method, type, scope, stack, cancellationToken);

            case IPropertyReferenceOperation { Property: { GetMethod: { } getter }, Type: { } type } reference when IsRead(reference):
                return OfCall(getter, type, scope, stack, cancellationToken);

            default:
                return ResourceKind.None;
        }
    }

    private static bool IsRead(IPropertyReferenceOperation reference)
    {
        return reference.Parent is not IAssignmentOperation assignment || assignment.Target != reference;
    }

    private static ResourceKind OfCall(IMethodSymbol method, ITypeSymbol type, AnalysisScope scope, InferenceStack stack, CancellationToken cancellationToken)
    {
        // The kind is asked first: most calls return nothing to close, and then no body is read.
        var kind = scope.Resources.Of(type);
        return kind == ResourceKind.HttpClient && scope.Contracts.Of(method, stack, cancellationToken).ReturnsFresh ? kind : ResourceKind.None;
    }
}
