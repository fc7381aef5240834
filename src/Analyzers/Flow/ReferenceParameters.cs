using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>What methods do with the variables that they are given by reference.</summary>
internal static class ReferenceParameters
{
    /// <summary>True for a parameter that the method sets and never reads: what the caller's variable held is lost as by <c>out</c>.</summary>
    public static bool IsOnlyAssigned(IParameterSymbol parameter, IMethodSymbol method, AnalysisScope scope, CancellationToken cancellationToken)
    {
        if (parameter.RefKind == RefKind.Out)
            return true;

        if (parameter.RefKind != RefKind.Ref
            || method.IsAbstract
            || method.IsVirtual
            || method.IsOverride
            || scope.Bodies.TryGet(method, cancellationToken) is not { } body)
        {
            return false;
        }

        var isAssigned = false;
        foreach (var operation in body.Operations)
        {
            if (operation is not IParameterReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter.OriginalDefinition))
                continue;

            if (reference.Parent is not ISimpleAssignmentOperation { IsRef: false } assignment || assignment.Target != reference)
                return false;

            isAssigned = true;
        }

        return isAssigned;
    }
}
