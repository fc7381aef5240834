using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Searches the calls that go out from a finalizer, level by level so that the shortest way is found first. Each body is
/// read once for the same known values; the numbers of bodies and of levels are bounded.
/// </summary>
internal sealed class PathSearch
{
    private const int MaxBodies = 2000;
    private const int MaxLevels = 40;

    private readonly AnalysisScope _scope;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<CallTarget, ImmutableArray<PathStep>> _steps = new();

    public PathSearch(AnalysisScope scope, CancellationToken cancellationToken)
    {
        _scope = scope;
        _cancellationToken = cancellationToken;
        Resolution = new CallResolution(scope, cancellationToken);
    }

    public CallResolution Resolution { get; }

    public bool IsExhausted => _steps.Count >= MaxBodies;

    public ImmutableArray<PathStep> StepsOf(CallTarget target)
    {
        if (_steps.TryGetValue(target, out var steps))
            return steps;

        if (IsExhausted)
            return ImmutableArray<PathStep>.Empty;

        steps = FollowedBody.Steps(target, _scope, Resolution, _cancellationToken);
        _steps.Add(target, steps);
        return steps;
    }

    /// <summary>The nearest step below a call that <paramref name="isGoal"/> accepts, with the calls that lead to it; null when there is none.</summary>
    public ImmutableArray<PathStep>? FindNearest(PathStep start, Func<PathStep, bool> isGoal, Func<PathStep, bool> isPassed)
    {
        if (start.Target is null)
            return null;

        var seen = new HashSet<CallTarget> { start.Target };
        var pending = new Queue<Way>();
        pending.Enqueue(new Way(start, null));
        while (pending.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var way = pending.Dequeue();
            foreach (var step in StepsOf(way.Step.Target!))
            {
                if (isGoal(step))
                    return new Way(step, way).ToSteps();

                if (isPassed(step) && step.Target is { } target && way.Level < MaxLevels && seen.Add(target))
                    pending.Enqueue(new Way(step, way));
            }
        }

        return null;
    }

    private sealed class Way
    {
        private readonly Way? _before;

        public Way(PathStep step, Way? before)
        {
            Step = step;
            _before = before;
            Level = before is null ? 0 : before.Level + 1;
        }

        public PathStep Step { get; }

        public int Level { get; }

        public ImmutableArray<PathStep> ToSteps()
        {
            var steps = new PathStep[Level + 1];
            for (var way = this; way is not null; way = way._before)
                steps[way.Level] = way.Step;

            return ImmutableArray.Create(steps);
        }
    }
}
