using Lifecycle.Analyzers.Model;

namespace Lifecycle.Analyzers.Tests.Model;

/// <summary>A verdict in one line.</summary>
internal static class GuardDescription
{
    public static string Of(CloseGuard guard)
    {
        return guard.Verdict switch
        {
            GuardVerdict.Unknown => "unknown",
            GuardVerdict.NothingToRelease => "nothing to release",
            GuardVerdict.Forwards => "forwards",
            GuardVerdict.Guarded => "guarded",
            GuardVerdict.Ineffective => $"ineffective: {guard.Fault!.Kind} of {guard.Fault.Name} at {guard.Fault.At.Syntax}",
            _ => "unguarded: "
                + string.Join(", ", guard.Repeated.Select(work => $"{work.Name} {work.Effect.Kind.ToString().ToLowerInvariant()}"))
                + (guard.Misuse.Length == 0 ? "" : $" ({guard.Misuse})"),
        };
    }
}
