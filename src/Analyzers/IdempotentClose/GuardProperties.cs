using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>What the rules of this family tell their fixes.</summary>
internal static class GuardProperties
{
    public static ImmutableDictionary<string, string?> Of(CloseGuard guard)
    {
        return guard.Member is null
            ? ImmutableDictionary<string, string?>.Empty
            : ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.GuardMember, guard.Member.Name);
    }
}
