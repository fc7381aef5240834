using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE203: a guard that is tested and then set, so that two threads can both pass it.</summary>
internal sealed class CloseGuardNotAtomic : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.CloseGuardNotAtomic);

    public override void Check(CloseModel type, Report report)
    {
        if (type.Type.TypeKind != TypeKind.Class)
            return;

        var token = report.CancellationToken;
        var told = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var guard in type.GetGuards(token))
            Check(type, guard, told, report);

        if (!ScheduledCloses.Any(type, token))
            return;

        foreach (var guard in type.GetSynchronousGuards(token))
            Check(type, guard, told, report);
    }

    private static void Check(CloseModel type, CloseGuard guard, HashSet<ISymbol> told, Report report)
    {
        // One state is mended in all closes at once.
        if (guard is not { Verdict: GuardVerdict.Guarded, CheckThenSet: { } check } || !told.Add(check.Member))
            return;

        report.At(
            Rules.CloseGuardNotAtomic,
            check.At.Syntax.GetLocation(),
            ImmutableArray.Create(guard.Method.Locations[0]),
            ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.GuardMember, check.Member.Name),
            check.Member.Name,
            type.Type.Name,
            guard.Method.Name);
    }
}
