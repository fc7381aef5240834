using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE204: Dispose and DisposeAsync release the same resource, and neither guard keeps the other out.</summary>
internal sealed class CloseGuardNotShared : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.CloseGuardNotShared);

    public override void Check(CloseModel type, Report report)
    {
        if (type.Type.TypeKind != TypeKind.Class)
            return;

        foreach (var unshared in UnsharedGuard.Find(type, report.CancellationToken))
        {
            report.At(
                Rules.CloseGuardNotShared,
                unshared.Async.Method.Locations[0],
                ImmutableArray.Create(unshared.Sync.Method.Locations[0]),
                GuardProperties.Of(FlagToShare(type, unshared)),
                type.Type.Name,
                unshared.Released.Name,
                Explain(unshared));
        }
    }

    /// <summary>The guard whose flag stays: the one of DisposeAsync, unless only the other's is of use to more than its close.</summary>
    private static CloseGuard FlagToShare(CloseModel type, UnsharedGuard unshared)
    {
        return !IsReadElsewhere(type, unshared.Async) && IsReadElsewhere(type, unshared.Sync) ? unshared.Sync : unshared.Async;
    }

    private static bool IsReadElsewhere(CloseModel type, CloseGuard guard)
    {
        if (guard.Member is not { } flag)
            return false;

        foreach (var (member, block) in type.Bodies)
        {
            if (!SymbolEqualityComparer.Default.Equals(member, guard.Method) && OperationOrder.Any(block, operation => operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member, flag)))
                return true;
        }

        return false;
    }

    private static string Explain(UnsharedGuard unshared)
    {
        if (unshared.Sync.Verdict != GuardVerdict.Guarded)
            return "Dispose has no guard";

        return unshared is { Async.Member: { } one, Sync.Member: { } other } && !SymbolEqualityComparer.Default.Equals(one, other)
            ? $"one tests '{one.Name}', the other '{other.Name}'"
            : "each has a guard of its own";
    }
}
