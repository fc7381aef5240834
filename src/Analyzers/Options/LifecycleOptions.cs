using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Options;

/// <summary>The options of this package, and their values in one compilation.</summary>
internal sealed class LifecycleOptions
{
    /// <summary>What the second caller of a close gets: the form that the fixes offer first.</summary>
    public static readonly LifecycleOption SecondClose = new(
        "lifecycle.second_close",
        ImmutableArray.Create("returns", "awaits"),
        "returns",
        "Whether a second caller of a guarded close returns at once or awaits the first close.");

    /// <summary>Further types whose values are HTTP clients.</summary>
    public static readonly LifecycleOption HttpClientTypes = new(
        "lifecycle.http_client_types",
        ImmutableArray<string>.Empty,
        "",
        "Types, by full metadata name, that the HTTP rules treat as HTTP clients.");

    /// <summary>Types that live as long as the process.</summary>
    public static readonly LifecycleOption SingletonTypes = new(
        "lifecycle.singleton_types",
        ImmutableArray<string>.Empty,
        "",
        "Types, by full metadata name, whose instances live as long as the process: what they own is never reported.");

    /// <summary>Members whose return value the caller owns.</summary>
    public static readonly LifecycleOption OwnedFactories = new(
        "lifecycle.owned_factories",
        ImmutableArray<string>.Empty,
        "",
        "Methods or properties, as Namespace.Type.Member, whose result the caller has to close.");

    /// <summary>Members whose return value the caller only borrows.</summary>
    public static readonly LifecycleOption BorrowedFactories = new(
        "lifecycle.borrowed_factories",
        ImmutableArray<string>.Empty,
        "",
        "Methods or properties, as Namespace.Type.Member, whose result somebody else closes.");

    /// <summary>Members that take over the closing of their arguments.</summary>
    public static readonly LifecycleOption OwnershipTakers = new(
        "lifecycle.ownership_takers",
        ImmutableArray<string>.Empty,
        "",
        "Methods or constructors, as Namespace.Type.Member (a constructor as Namespace.Type), that close the arguments they are given.");

    /// <summary>Every option, in the order in which the documentation lists them.</summary>
    public static readonly ImmutableArray<LifecycleOption> All = ImmutableArray.Create(
        SecondClose,
        HttpClientTypes,
        SingletonTypes,
        OwnedFactories,
        BorrowedFactories,
        OwnershipTakers);

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _lists;

    private LifecycleOptions(ImmutableDictionary<string, ImmutableArray<string>> lists)
    {
        _lists = lists;
    }

    /// <summary>Reads the options of a compilation. A list is the union of what all its files and global files say.</summary>
    public static LifecycleOptions Read(Compilation compilation, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        var lists = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        ReadLists(provider.GlobalOptions, lists);
        AnalyzerConfigOptions? previous = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var options = provider.GetOptions(tree);
            if (ReferenceEquals(options, previous))
                continue;

            previous = options;
            ReadLists(options, lists);
        }

        return new LifecycleOptions(lists.ToImmutable());
    }

    /// <summary>The entries of a symbol list; empty when the user gave none.</summary>
    public ImmutableArray<string> List(LifecycleOption option)
    {
        return _lists.TryGetValue(option.Key, out var entries) ? entries : ImmutableArray<string>.Empty;
    }

    private static void ReadLists(AnalyzerConfigOptions options, ImmutableDictionary<string, ImmutableArray<string>>.Builder lists)
    {
        foreach (var option in All)
        {
            if (!option.IsSymbolList || !options.TryGetValue(option.Key, out var text))
                continue;

            lists.TryGetValue(option.Key, out var known);
            var entries = known.IsDefault ? ImmutableArray<string>.Empty : known;
            foreach (var part in SplitList(text))
            {
                if (!entries.Contains(part))
                    entries = entries.Add(part);
            }

            lists[option.Key] = entries;
        }
    }

    /// <summary>The entries of a list as the user writes it: parted by commas, semicolons, bars or white space.</summary>
    internal static IEnumerable<string> SplitList(string text)
    {
        return text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
    }

    private static readonly char[] Separators = { ',', ';', '|', ' ', '\t' };
}
