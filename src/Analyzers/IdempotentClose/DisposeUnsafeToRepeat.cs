using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Model.Simulation;
using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE205: nothing keeps a second call of Dispose out, and it breaks something or is felt.</summary>
internal sealed class DisposeUnsafeToRepeat : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.DisposeUnsafeToRepeat);

    public override void Check(CloseModel type, Report report)
    {
        // In a struct a flag would guard nothing, since every copy has its own; a test framework calls its hook once.
        if (type.Type.TypeKind != TypeKind.Class || TestTypes.Is(type.Type, type.Scope.Types))
            return;

        var told = new HashSet<IOperation>();
        foreach (var guard in type.GetSynchronousGuards(report.CancellationToken))
        {
            if (guard.Verdict is not (GuardVerdict.Unguarded or GuardVerdict.Ineffective))
                continue;

            var isAlways = IsAlways(guard.Method, type.Scope.Options);
            var work = Unsafe(guard) ?? (isAlways ? Any(guard) : null);
            if (work is null || !told.Add(work.At) || GuardedBeside(type, guard, report.CancellationToken))
                continue;

            report.At(
                Rules.DisposeUnsafeToRepeat,
                isAlways ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                guard.Method.Locations[0],
                ImmutableArray.Create(work.At.Syntax.GetLocation()),
                GuardProperties.Of(guard),
                type.Type.Name,
                work.Name,
                Explain(guard, work));
        }
    }

    /// <summary>The first work that breaks; a close of another type that does is that type's to mend.</summary>
    private static WorkItem? Unsafe(CloseGuard guard)
    {
        return guard.Repeated.FirstOrDefault(static work => work.Effect is { Kind: EffectKind.Unsafe, Disposes: false });
    }

    private static WorkItem? Any(CloseGuard guard)
    {
        return guard.Felt ?? guard.Repeated.FirstOrDefault();
    }

    private static bool IsAlways(IMethodSymbol method, LifecycleOptions options)
    {
        return method.Locations[0].SourceTree is { } tree && options.Value(LifecycleOptions.GuardDispose, tree) == "always";
    }

    private static string Explain(CloseGuard guard, WorkItem work)
    {
        var reason = work.Effect.Kind == EffectKind.Safe ? "which is harmless only for now" : work.Effect.Reason;
        return guard.Misuse.Length == 0 ? reason : reason + " (" + guard.Misuse + ")";
    }

    /// <summary>True when the type's DisposeAsync has a guard: then the two do not share it, which is another finding.</summary>
    private static bool GuardedBeside(CloseModel type, CloseGuard guard, CancellationToken cancellationToken)
    {
        foreach (var other in type.GetGuards(cancellationToken))
        {
            if (other.Verdict == GuardVerdict.Guarded && !SymbolEqualityComparer.Default.Equals(other.Method, guard.Method))
                return true;
        }

        return false;
    }
}
