using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Reads a contract from a body in source: the same flow that looks for leaks, with the parameters open at the start.</summary>
internal static class ContractInference
{
    public static MethodContract Infer(IMethodSymbol method, AnalysisScope scope, InferenceStack stack, CancellationToken cancellationToken)
    {
        if (IsPrimaryConstructor(method, cancellationToken))
            return OfPrimaryConstructor(method, scope, cancellationToken);

        // An iterator does its work later than its call, at a time that its caller does not see.
        if (scope.Bodies.TryGetGraph(method, cancellationToken) is not { } graph
            || NestedFunctions.OperationsOf(graph).Any(static operation => operation.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak))
        {
            return MethodContract.Unknown;
        }

        var flow = new ObligationFlow(graph, scope, stack, method.Parameters.CastArray<ISymbol>(), cancellationToken);
        if (!flow.Run())
            return MethodContract.Unknown;

        var fates = ImmutableArray.CreateBuilder<ArgumentFate>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
            fates.Add(FateOf(flow.OfGiven(parameter), flow));

        var isFresh = flow.ReturnsFresh && (ReturnsResource(method, scope) || scope.Resources.IsFollowed(flow.FreshType));
        return new MethodContract(isFresh, flow.ReturnedParameter, fates.ToImmutable()) { FreshType = flow.FreshType, FreshOuts = flow.Outs.Fresh, GivenOuts = flow.Outs.Given(method.Parameters.Length) };
    }

    private static bool ReturnsResource(IMethodSymbol method, AnalysisScope scope)
    {
        return scope.Resources.IsFollowed(TaskCalls.ResultOf(method.ReturnType, scope.Types) ?? method.ReturnType);
    }

    /// <summary>Its parameters live on in the members of the type; it has no body of its own.</summary>
    private static bool IsPrimaryConstructor(IMethodSymbol method, CancellationToken cancellationToken)
    {
        return method is { MethodKind: MethodKind.Constructor, IsStatic: false, Parameters.IsEmpty: false }
            && method.DeclaringSyntaxReferences is [var reference]
            && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax;
    }

    private static MethodContract OfPrimaryConstructor(IMethodSymbol constructor, AnalysisScope scope, CancellationToken cancellationToken)
    {
        var fates = ImmutableArray.CreateBuilder<ArgumentFate>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
            fates.Add(scope.KeptOpen.Is(parameter, cancellationToken) ? ArgumentFate.Retained : ArgumentFate.Unknown);

        return MethodContract.Unknown with { Fates = fates.MoveToImmutable() };
    }

    private static ArgumentFate FateOf(Obligation? parameter, ObligationFlow flow)
    {
        if (parameter is null)
            return ArgumentFate.Unknown;

        // On a path where it is null there is nothing to close.
        return (flow.AtExit(parameter) & ~ObligationState.NotCreated) switch
        {
            ObligationState.Open => ArgumentFate.Used,
            ObligationState.Closed => ArgumentFate.Closed,
            ObligationState.HandedOn or (ObligationState.HandedOn | ObligationState.Closed) => ArgumentFate.Kept,
            ObligationState.Retained => ArgumentFate.Retained,
            _ => ArgumentFate.Unknown,
        };
    }
}
