using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model.Simulation;

/// <summary>
/// What repeating a method of another type in source means: found by simulating two calls of it on an object of that type.
/// </summary>
internal static class CloseSummaries
{
    /// <summary>How many types deep a close is followed.</summary>
    private const int MaximumDepth = 2;

    private const int Steps = 1_500;

    public static Effect Of(SimulatedCode caller, INamedTypeSymbol type, IMethodSymbol method)
    {
        var cache = caller.Scope.CloseSummaries;
        
        // The depth is part of the key, so that the answer does not depend on who asked first.
        var key = (method.OriginalDefinition, type.OriginalDefinition, caller.Depth);
        if (cache.TryGetValue(key, out var known))
            return known;

        // A type that closes one of its own kind would go on for ever; so would a ring of types.
        if (caller.Depth >= MaximumDepth)
            return IsDispose(method) ? Effect.Safe : Effect.Unknown;

        var summary = Summarize(caller, type.OriginalDefinition, method);
        return cache.GetOrAdd(key, summary);
    }

    private static Effect Summarize(SimulatedCode caller, INamedTypeSymbol type, IMethodSymbol method)
    {
        var token = caller.CancellationToken;
        var code = new SimulatedCode(type, caller.Scope, () => MemberWrites.Of(type, caller.Scope, token), caller.Depth + 1, token);
        var calls = TwoCalls.Run(code, method, new SimulationBudget(Steps));
        if (calls is null)
            return IsDispose(method) ? Effect.Safe : Effect.Unknown;

        var worst = EffectKind.Neutral;
        foreach (var work in calls.Repeated)
        {
            if (work.Effect.Kind > worst)
                worst = work.Effect.Kind;
        }

        if (worst == EffectKind.Neutral)
            return calls.HasWorked ? Effect.Safe : Effect.Neutral;

        foreach (var work in calls.Repeated)
        {
            if (work.Effect.Kind == worst && worst > EffectKind.Safe)
                return new Effect(worst, $"which repeats '{work.Name}', {work.Effect.Reason}") { Throws = work.Effect.Throws };
        }

        return Effect.Safe;
    }

    private static bool IsDispose(IMethodSymbol method)
    {
        return method.Name is "Dispose" or "DisposeAsync";
    }
}
