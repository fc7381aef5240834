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

    /// <summary>Which synchronous closes need a guard.</summary>
    public static readonly LifecycleOption GuardDispose = new(
        "lifecycle.guard_dispose",
        ImmutableArray.Create("unsafe", "always"),
        "unsafe",
        "Whether only a Dispose whose work is unsafe to repeat needs a guard, or every Dispose that releases something.");

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
        "Methods or properties, as Namespace.Type.Member, whose result the caller has to close.")
    {
        Names = NamedKind.Member,
    };

    /// <summary>Members whose return value the caller only borrows.</summary>
    public static readonly LifecycleOption BorrowedFactories = new(
        "lifecycle.borrowed_factories",
        ImmutableArray<string>.Empty,
        "",
        "Methods or properties, as Namespace.Type.Member, whose result somebody else closes.")
    {
        Names = NamedKind.Member,
    };

    /// <summary>Members that take over the closing of their arguments.</summary>
    public static readonly LifecycleOption OwnershipTakers = new(
        "lifecycle.ownership_takers",
        ImmutableArray<string>.Empty,
        "",
        "Methods or constructors, as Namespace.Type.Member (a constructor as Namespace.Type), that close the arguments they are given.")
    {
        Names = NamedKind.MemberOrConstructor,
    };

    /// <summary>Types that need not be closed.</summary>
    public static readonly LifecycleOption IgnoredTypes = new(
        "lifecycle.ignored_types",
        ImmutableArray<string>.Empty,
        "",
        "Types, by full metadata name, that need not be closed: the ownership rules say nothing about their values.");

    /// <summary>Every option, in the order in which the documentation lists them.</summary>
    public static readonly ImmutableArray<LifecycleOption> All = ImmutableArray.Create(
        SecondClose,
        GuardDispose,
        HttpClientTypes,
        SingletonTypes,
        OwnedFactories,
        BorrowedFactories,
        OwnershipTakers,
        IgnoredTypes);

    private readonly ImmutableDictionary<LifecycleOption, ImmutableHashSet<ISymbol>> _symbols;
    private readonly AnalyzerConfigOptionsProvider _provider;

    private LifecycleOptions(ImmutableDictionary<LifecycleOption, ImmutableHashSet<ISymbol>> symbols, AnalyzerConfigOptionsProvider provider)
    {
        _symbols = symbols;
        _provider = provider;
    }

    /// <summary>Reads the options of a compilation. A list is the union of what all its files and global files say.</summary>
    public static LifecycleOptions Read(Compilation compilation, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        var texts = new HashSet<(LifecycleOption Option, string Text)>();
        AddLists(provider.GlobalOptions, texts);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddLists(provider.GetOptions(tree), texts);
        }

        var symbols = ImmutableDictionary.CreateBuilder<LifecycleOption, ImmutableHashSet<ISymbol>>();
        foreach (var (option, text) in texts)
        {
            if (!symbols.TryGetValue(option, out var known))
                known = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

            symbols[option] = known.Union(SplitList(text).SelectMany(entry => NamedSymbols.Find(compilation, option.Names, entry)));
        }

        return new LifecycleOptions(symbols.ToImmutable(), provider);
    }

    /// <summary>What the option says for a file: one of its values; the default when the file's value is none of them.</summary>
    public string Value(LifecycleOption option, SyntaxTree tree)
    {
        return _provider.GetOptions(tree).TryGetValue(option.Key, out var text)
            && text.Trim().ToLowerInvariant() is var value
            && option.Values.Contains(value)
                ? value
                : option.Default;
    }

    /// <summary>The symbols that a list names, as original definitions; empty when the user named none that exist.</summary>
    public ImmutableHashSet<ISymbol> Symbols(LifecycleOption option)
    {
        return _symbols.TryGetValue(option, out var symbols) ? symbols : ImmutableHashSet<ISymbol>.Empty;
    }

    // The compiler gives each tree an options object of its own, so the texts are compared.
    private static void AddLists(AnalyzerConfigOptions options, HashSet<(LifecycleOption Option, string Text)> texts)
    {
        foreach (var option in All)
        {
            if (option.IsSymbolList && options.TryGetValue(option.Key, out var text))
                texts.Add((option, text));
        }
    }

    /// <summary>The entries of a list as the user writes it: parted by commas, bars or white space.</summary>
    internal static IEnumerable<string> SplitList(string text)
    {
        return text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
    }

    private static readonly char[] Separators = { ',', ';', '|', ' ', '\t' };
}
