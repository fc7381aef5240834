using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow.BaseCalls;

/// <summary>An override of a close member that ends, on some path, without the member it overrides.</summary>
/// <param name="Override">The override.</param>
/// <param name="Base">What it overrides.</param>
/// <param name="IsNeverCalled">True when no path calls it.</param>
internal sealed record SkippedBaseClose(IMethodSymbol Override, IMethodSymbol Base, bool IsNeverCalled)
{
    /// <summary>How many overrides are followed down to the member that says whether there is anything to call.</summary>
    private const int MaximumDepth = 8;

    public static IEnumerable<SkippedBaseClose> Find(CloseModel model, CancellationToken cancellationToken)
    {
        foreach (var entry in model.Members.Entries)
        {
            if (entry is not { IsOverride: true, IsAbstract: false, OverriddenMethod: { } overridden } || IsEmpty(overridden, model.Scope, cancellationToken))
                continue;

            if (model.Scope.Bodies.TryGet(entry, cancellationToken) is not { } body || body.GetGraph(cancellationToken) is not { } graph)
                continue;

            var reach = new BaseReach(model, body.Root, cancellationToken);
            if (BaseCallFlow.LeavesOut(graph, reach, model.Scope, cancellationToken))
                yield return new SkippedBaseClose(entry, overridden, !body.Operations.Any(reach.Calls));
        }
    }

    /// <summary>True when there is nothing to call, or nothing that comes of it.</summary>
    private static bool IsEmpty(IMethodSymbol method, AnalysisScope scope, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            if (method.IsAbstract || scope.Effects.IsEmpty(method))
                return true;

            if (scope.Bodies.TryGet(method, cancellationToken) is not { } body)
                return false;

            var passesOn = false;
            foreach (var operation in body.Operations)
            {
                if (operation is IInvocationOperation call && IsCallOfBase(call, method))
                    passesOn = true;
                else if (operation is IInvocationOperation { TargetMethod.IsStatic: false } or IAssignmentOperation or IEventAssignmentOperation or IIncrementOrDecrementOperation or IThrowOperation)
                    return false;
            }

            if (!passesOn)
                return true;

            method = method.OverriddenMethod!;
        }

        return false;
    }

    private static bool IsCallOfBase(IInvocationOperation call, IMethodSymbol method)
    {
        return method.OverriddenMethod is { } overridden && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, overridden.OriginalDefinition);
    }
}
