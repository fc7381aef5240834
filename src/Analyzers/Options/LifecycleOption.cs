using System.Collections.Immutable;

namespace Lifecycle.Analyzers.Options;

/// <summary>One key of .editorconfig or .globalconfig that this package reads.</summary>
/// <param name="Key">The key, lower case, as the user writes it.</param>
/// <param name="Values">The values accepted, in lower case; empty for a list of symbols.</param>
/// <param name="Default">The value that holds when the key is missing or its value is ignored.</param>
/// <param name="Summary">What the option changes, for the documentation.</param>
internal sealed record LifecycleOption(string Key, ImmutableArray<string> Values, string Default, string Summary)
{
    public bool IsSymbolList => Values.IsEmpty;
}
