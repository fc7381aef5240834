namespace Lifecycle.Analyzers.Options;

/// <summary>A line of a configuration file that speaks to this package.</summary>
/// <param name="Key">The key, in lower case.</param>
/// <param name="Value">The value as the user wrote it.</param>
/// <param name="Option">The option of this key; null when there is none.</param>
internal sealed record OptionSetting(string Key, string Value, LifecycleOption? Option);
