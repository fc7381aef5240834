using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Tells of a method whether the object that it is called on may be closed or in other hands afterwards:
/// <c>Task StopAsync() => DisposeAsync().AsTask();</c>
/// </summary>
internal static class ReceiverUse
{
    public static ArgumentFate FateOf(IMethodSymbol method, AnalysisScope scope, InferenceStack stack, CancellationToken cancellationToken)
    {
        if (method.IsStatic
            || method.MethodKind == MethodKind.Constructor
            || !scope.Resources.IsFollowed(method.ContainingType)
            || scope.Bodies.TryGet(method, cancellationToken) is not { } body)
        {
            return ArgumentFate.Used;
        }

        foreach (var operation in body.Operations)
        {
            var isMore = operation switch
            {
                IInvocationOperation { Instance: { } instance } call => Closes(call, instance, scope, stack, cancellationToken),
                IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => IsLetOut(self),
                _ => false,
            };
            if (isMore)
                return ArgumentFate.Unknown;
        }

        return ArgumentFate.Used;
    }

    /// <summary>Closes the object, or a client in one of its members. What the method made itself is in its locals.</summary>
    private static bool Closes(IInvocationOperation call, IOperation instance, AnalysisScope scope, InferenceStack stack, CancellationToken cancellationToken)
    {
        if (CloseCalls.IsClose(call.TargetMethod))
            return instance is not (ILocalReferenceOperation or IParameterReferenceOperation) && scope.Resources.IsFollowed(instance.Type);

        return instance is IInstanceReferenceOperation
            && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
            && scope.Contracts.ReceiverFateOf(call.TargetMethod, stack, cancellationToken) is not (ArgumentFate.Used or ArgumentFate.Retained);
    }

    private static bool IsLetOut(IOperation self)
    {
        while (self.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            self = self.Parent;

        return self.Parent switch
        {
            IInvocationOperation call => call.Instance != self,
            IMethodReferenceOperation method => CloseCalls.IsClose(method.Method),
            IMemberReferenceOperation or IReturnOperation or IBinaryOperation => false,
            _ => true,
        };
    }
}
