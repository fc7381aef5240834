using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Options;

/// <summary>Everything that the configuration files of a compilation say to this package, understood or not.</summary>
internal static class OptionSettings
{
    private const string Prefix = "lifecycle.";

    /// <summary>Each pair of key and value once, in the order of keys, however many files hold it.</summary>
    public static IReadOnlyList<OptionSetting> Read(Compilation compilation, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        var settings = new HashSet<OptionSetting>();
        Add(provider.GlobalOptions, settings);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(provider.GetOptions(tree), settings);
        }

        return
        [
            .. settings
                .OrderBy(static setting => setting.Key, StringComparer.Ordinal)
                .ThenBy(static setting => setting.Value, StringComparer.Ordinal),
        ];
    }

    private static void Add(AnalyzerConfigOptions options, HashSet<OptionSetting> settings)
    {
        foreach (var written in KeysOf(options))
        {
            if (!written.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                || !options.TryGetValue(written, out var value)
                || IsUnset(value))
            {
                continue;
            }

            var key = written.ToLowerInvariant();
            settings.Add(new OptionSetting(key, value, LifecycleOptions.All.FirstOrDefault(option => option.Key == key)));
        }
    }

    // "unset" takes a key back, says the EditorConfig specification.
    private static bool IsUnset(string value)
    {
        return string.IsNullOrWhiteSpace(value) || string.Equals(value.Trim(), "unset", StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            // Keys came later than the class: a host that does not list them is asked for those that exist.
            return LifecycleOptions.All.Select(static option => option.Key);
        }
    }
}
