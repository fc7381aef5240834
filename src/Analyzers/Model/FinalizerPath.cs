using System.Collections.Immutable;
using System.Text;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// What the finalizer of one type reaches in source, with constant arguments known: <c>Dispose(false)</c> follows only the
/// <c>disposing == false</c> side. The object may be of a derived type, so what those override is followed as well.
/// </summary>
internal sealed class FinalizerPath
{
    private readonly INamedTypeSymbol _type;
    private readonly IMethodSymbol _finalizer;
    private readonly PathSearch _search;
    private readonly Dictionary<(SyntaxNode Operation, AsyncEffect Effect), FinalizerFinding> _findings = new();
    private readonly List<IOperation> _native = new();

    private FinalizerPath(INamedTypeSymbol type, IMethodSymbol finalizer, PathSearch search)
    {
        _type = type;
        _finalizer = finalizer;
        _search = search;
    }

    /// <summary>One finding for each operation of the finalizer's body and each effect, in the order of the source.</summary>
    public ImmutableArray<FinalizerFinding> Findings { get; private set; }

    /// <summary>The operations of the finalizer's body that give native state back, or lead there: what a finalizer is for.</summary>
    public ImmutableArray<IOperation> NativeReleases => _native.ToImmutableArray();

    public static FinalizerPath? TryFollow(INamedTypeSymbol type, AnalysisScope scope, CancellationToken cancellationToken)
    {
        foreach (var member in type.GetMembers(WellKnownMemberNames.DestructorName))
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Destructor } finalizer
                || scope.Bodies.TryGet(finalizer, cancellationToken) is not { } source
                || FunctionBody.TryCreate(source, cancellationToken) is not { } body)
            {
                continue;
            }

            var path = new FinalizerPath(type, finalizer, new PathSearch(scope, cancellationToken));
            path.Follow(body, scope, cancellationToken);
            return path;
        }

        return null;
    }

    /// <summary>The functions of the source that a member of the type runs, itself included, when nothing is known of its arguments.</summary>
    public HashSet<ISymbol> FunctionsRunBy(IMethodSymbol member)
    {
        var functions = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { member.OriginalDefinition };
        if (StartOf(member) is { } start)
        {
            _ = _search.FindNearest(start, _ => false, step =>
            {
                functions.Add(step.Member.OriginalDefinition);
                return true;
            });
        }

        return functions;
    }

    /// <summary>True when a member of the type gives native state back.</summary>
    public bool ReleasesNative(IMethodSymbol member)
    {
        return StartOf(member) is { } start && _search.FindNearest(start, IsNative, _ => true) is not null;
    }

    /// <summary>The steps of the body that a step goes on into; none when it goes nowhere in source.</summary>
    public ImmutableArray<PathStep> StepsBelow(PathStep step)
    {
        return step.Target is { } target ? _search.StepsOf(target) : ImmutableArray<PathStep>.Empty;
    }

    /// <summary>True when a call schedules or blocks further down.</summary>
    public bool LeadsToEffect(PathStep call)
    {
        return call.Kind == PathStepKind.Call
            && _search.FindNearest(call, step => step.Kind is PathStepKind.Schedules or PathStepKind.Blocks, step => step.Kind == PathStepKind.Call) is not null;
    }

    private void Follow(FunctionBody body, AnalysisScope scope, CancellationToken cancellationToken)
    {
        FollowAs(new CallTarget(body, _type, KnownValues.None));
        if (!_type.IsSealed)
        {
            foreach (var derived in scope.DerivedTypes.Of(_type, cancellationToken))
            {
                if (_search.IsExhausted)
                    break;

                if (_search.Resolution.OverridesCalledMember(derived))
                    FollowAs(new CallTarget(body, derived, KnownValues.None));
            }
        }

        Findings = _findings.Values.OrderBy(finding => finding.Operation.Syntax.SpanStart).ThenBy(finding => finding.Effect).ToImmutableArray();
    }

    private void FollowAs(CallTarget self)
    {
        foreach (var step in _search.StepsOf(self))
        {
            if (IsNative(step) || _search.FindNearest(step, IsNative, _ => true) is not null)
                _native.Add(step.Operation);

            switch (step.Kind)
            {
                case PathStepKind.Schedules:
                    Add(step, AsyncEffect.Schedules, ImmutableArray.Create(step));
                    break;
                case PathStepKind.Blocks:
                    Add(step, AsyncEffect.Blocks, ImmutableArray.Create(step));
                    break;
                case PathStepKind.Call:
                    AddNearest(step, AsyncEffect.Schedules, PathStepKind.Schedules);
                    AddNearest(step, AsyncEffect.Blocks, PathStepKind.Blocks);
                    break;
            }
        }
    }

    private PathStep? StartOf(IMethodSymbol member)
    {
        return _search.Resolution.TryResolve(member, KnownValue.This(_type), isVirtual: true, _ => null) is { } target
            ? new PathStep(target.Body.Graph.OriginalOperation, PathStepKind.Call, member, target)
            : null;
    }

    private static bool IsNative(PathStep step)
    {
        return step.Kind == PathStepKind.ReleasesNative;
    }

    private void AddNearest(PathStep own, AsyncEffect effect, PathStepKind goal)
    {
        if (_findings.ContainsKey((own.Operation.Syntax, effect)))
            return;

        if (_search.FindNearest(own, step => step.Kind == goal, step => step.Kind == PathStepKind.Call) is { } way)
            Add(own, effect, way);
    }

    private void Add(PathStep own, AsyncEffect effect, ImmutableArray<PathStep> way)
    {
        var key = (own.Operation.Syntax, effect);
        if (!_findings.ContainsKey(key))
            _findings.Add(key, new FinalizerFinding(effect, way, Describe(way)));
    }

    private string Describe(ImmutableArray<PathStep> way)
    {
        var text = new StringBuilder("~").Append(_type.Name);
        foreach (var step in way)
            text.Append(" -> ").Append(NameOf(step.Member));

        // A task that is dropped is scheduled by contract; what it goes on to do says more than its name.
        var last = way[way.Length - 1];
        if (last.Kind == PathStepKind.Schedules && _search.FindNearest(last, IsStartOfWork, _ => true) is { } further)
        {
            foreach (var step in further.Skip(1))
                text.Append(" -> ").Append(NameOf(step.Member));
        }

        return text.ToString();
    }

    private static bool IsStartOfWork(PathStep step)
    {
        return step.Kind == PathStepKind.Asynchronous || step is { Kind: PathStepKind.Schedules, Target: null };
    }

    private string NameOf(ISymbol member)
    {
        switch (member)
        {
            case IMethodSymbol { MethodKind: MethodKind.Constructor }:
                return "new " + member.ContainingType.Name;
            case IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }:
                return "lambda";
            case IMethodSymbol { AssociatedSymbol: { } property }:
                return NameOf(property);
        }

        var name = member.Name.Substring(member.Name.LastIndexOf('.') + 1);
        var isOwn = member is IMethodSymbol { MethodKind: MethodKind.LocalFunction } || _type.DerivesFrom(member.ContainingType?.OriginalDefinition);
        return isOwn ? name : member.ContainingType?.Name + "." + name;
    }
}
