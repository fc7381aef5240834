using Lifecycle.Analyzers.Options;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>What the second caller of a guarded close gets.</summary>
internal enum GuardStyle
{
    /// <summary>It returns at once, as the contract of DisposeAsync says.</summary>
    Returns,

    /// <summary>It awaits the close that the first caller began.</summary>
    Awaits,
}

/// <summary>The order in which a file wants the styles offered.</summary>
internal static class GuardStyles
{
    /// <summary>Both styles, the one that <c>lifecycle.second_close</c> names first.</summary>
    public static GuardStyle[] InOrder(AnalyzerConfigOptions options)
    {
        var awaitsFirst = options.TryGetValue(LifecycleOptions.SecondClose.Key, out var value)
            && string.Equals(value.Trim(), "awaits", StringComparison.OrdinalIgnoreCase);

        return awaitsFirst
            ? new[] { GuardStyle.Awaits, GuardStyle.Returns }
            : new[] { GuardStyle.Returns, GuardStyle.Awaits };
    }
}
