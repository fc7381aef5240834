using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model.Simulation;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// Finds out, for each <c>DisposeAsync</c> and each <c>Dispose</c> of a type, whether a second call does the work again: by simulating both calls.
/// So every idiom that keeps the second call out is a guard, and what looks like one but does not is none.
/// </summary>
internal sealed class CloseGuardFinder
{
    private const int Steps = 10_000;

    private readonly CloseModel _model;
    private readonly CancellationToken _cancellationToken;
    private MemberWrites? _writes;

    private CloseGuardFinder(CloseModel model, CancellationToken cancellationToken)
    {
        _model = model;
        _cancellationToken = cancellationToken;
    }

    private MemberWrites Writes => _writes ??= MemberWrites.Of(_model);

    public static ImmutableArray<CloseGuard> Find(CloseModel model, CancellationToken cancellationToken)
    {
        return Find(model, CloseEntries.Of(model.Type, model.Scope.Types), cancellationToken);
    }

    public static ImmutableArray<CloseGuard> FindSynchronous(CloseModel model, CancellationToken cancellationToken)
    {
        return Find(model, CloseEntries.Synchronous(model.Type, model.Scope.Types, model.Scope.Effects), cancellationToken);
    }

    private static ImmutableArray<CloseGuard> Find(CloseModel model, IEnumerable<(IMethodSymbol Method, IMethodSymbol Entry)> entries, CancellationToken cancellationToken)
    {
        var finder = new CloseGuardFinder(model, cancellationToken);
        var guards = ImmutableArray.CreateBuilder<CloseGuard>();
        foreach (var (method, entry) in entries)
            guards.Add(finder.Judge(method, entry));

        return guards.ToImmutable();
    }

    private CloseGuard Judge(IMethodSymbol method, IMethodSymbol entry)
    {
        var budget = new SimulationBudget(Steps);
        var code = NewCode();
        return TwoCalls.Run(code, entry, budget) is { } calls
            ? Judge(method, entry, calls, budget) with { Defeated = DefeatedCalls.Find(code, calls) }
            : new CloseGuard(method, GuardVerdict.Unknown);
    }

    private CloseGuard Judge(IMethodSymbol method, IMethodSymbol entry, TwoCalls calls, SimulationBudget budget)
    {
        if (!calls.HasWorked && calls.Repeated.Count == 0)
            return new CloseGuard(method, GuardVerdict.NothingToRelease);

        // What is done once whatever the members hold is done once from the start, too.
        if (calls.Repeated.Count == 0 && !budget.IsExhausted && calls.Work.Count > 0 && GuardFaults.NeverPassed(calls) is null && GuardFaults.Late(calls) is null)
            return Guarded(method, calls);

        // What the members may hold is one thing, what they do hold at first another: the first tells what a test is
        // for, the second what comes of it.
        var general = calls;
        if (FromTheStart(calls, entry, budget) is { } started)
        {
            if (!started.HasWorked && started.First.Count > 0 && !budget.IsExhausted && GuardFaults.NeverPassed(general) is { } neverPassed)
                return Ineffective(method, calls, neverPassed);

            calls = started.HasWorked ? started : calls;
        }

        if (calls.Repeated.Count == 0)
        {
            if (GuardFaults.Late(calls) is { } late)
                return Ineffective(method, calls, late);

            return budget.IsExhausted ? new CloseGuard(method, GuardVerdict.Unknown) { Member = FlagOf(calls) } : Guarded(method, calls);
        }

        return GuardFaults.Broken(general) is { } broken ? Ineffective(method, calls, broken) : Unguarded(method, calls, general);
    }

    /// <summary>
    /// Both calls once more, with the members that only the close writes at their start values: these are sure. Null
    /// when there are none.
    /// </summary>
    private TwoCalls? FromTheStart(TwoCalls calls, IMethodSymbol entry, SimulationBudget budget)
    {
        var started = NewCode();
        foreach (var member in GuardFaults.StatesOf(calls))
        {
            if (Writes.StartOf(member, _model.Members) is { } start)
                started.Starts[member.OriginalDefinition] = start;
        }

        return started.Starts.Count == 0 ? null : TwoCalls.Run(started, entry, budget);
    }

    private SimulatedCode NewCode()
    {
        return new SimulatedCode(_model.Type, _model.Scope, () => Writes, depth: 0, _cancellationToken);
    }

    private CloseGuard Guarded(IMethodSymbol method, TwoCalls calls)
    {
        var check = calls.IsDoubtful ? null : GuardFaults.CheckThenSet(calls);
        return new CloseGuard(method, GuardVerdict.Guarded)
        {
            Member = FlagOf(calls),
            CheckThenSet = check is not null && _model.Declares(check.At) ? check : null,
        };
    }

    private CloseGuard Ineffective(IMethodSymbol method, TwoCalls calls, GuardFault fault)
    {
        if (!_model.Declares(fault.At))
            return new CloseGuard(method, GuardVerdict.Guarded);

        return new CloseGuard(method, GuardVerdict.Ineffective)
        {
            Repeated = calls.Repeated.ToImmutableArray(),
            Fault = fault,
            Member = FlagOf(calls),
        };
    }

    private CloseGuard Unguarded(IMethodSymbol method, TwoCalls calls, TwoCalls general)
    {
        // What a base class repeats is the base class's fault; it has a model of its own.
        var repeated = calls.Repeated.Where(work => !method.IsOverride || _model.Declares(work.At)).ToImmutableArray();
        var verdict = GuardVerdict.Unguarded;
        if (repeated.IsEmpty)
            verdict = GuardVerdict.Guarded;
        else if (calls.Repeated.TrueForAll(static work => work.Effect.Kind == EffectKind.Safe))
        {
            // Some of the work is done once, so somebody has thought of a second call; what is left is harmless.
            if (calls.Work.Count > calls.Repeated.Count && HasGuardedWork(calls))
                verdict = GuardVerdict.Guarded;
            else if (calls.Repeated.Count == 1 && calls.Repeated[0].Disposed is { } disposed && Writes.IsBorrowed(disposed))
                verdict = GuardVerdict.Forwards;
        }

        return new CloseGuard(method, verdict)
        {
            Repeated = repeated,
            Member = FlagOf(general) ?? OtherFlag(),
            Misuse = GuardFaults.Misuse(general, IsFlag),
        };
    }

    private static bool HasGuardedWork(TwoCalls calls)
    {
        var count = 0;
        foreach (var work in calls.Work)
        {
            if (work.Value > EffectKind.Neutral)
                count++;
        }

        return count > calls.Repeated.Count;
    }

    /// <summary>The flag that the close tests or sets.</summary>
    private ISymbol? FlagOf(TwoCalls calls)
    {
        foreach (var member in GuardFaults.StatesOf(calls))
        {
            if (IsFlag(member))
                return member;
        }

        return null;
    }

    /// <summary>A flag that another close member sets.</summary>
    private ISymbol? OtherFlag()
    {
        foreach (var member in _model.Type.GetMembers())
        {
            if (IsFlag(member) && Writes.IsWrittenBy(member, _model.Members))
                return member;
        }

        return null;
    }

    private bool IsFlag(ISymbol member)
    {
        var type = member switch
        {
            IFieldSymbol { IsStatic: false, IsConst: false, IsReadOnly: false } field => field.Type,
            IPropertySymbol { IsStatic: false, SetMethod: not null } property => property.Type,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(member.ContainingType, _model.Type)
            && type is { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 } or { TypeKind: TypeKind.Enum };
    }
}
