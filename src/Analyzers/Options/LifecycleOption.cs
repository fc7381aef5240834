using System.Collections.Immutable;

namespace Lifecycle.Analyzers.Options;

/// <summary>One key of .editorconfig or .globalconfig that this package reads.</summary>
/// <param name="Key">The key, lower case, as the user writes it.</param>
/// <param name="Values">The values accepted, in lower case; empty for a list of symbols.</param>
/// <param name="Default">The value that holds when the key is missing or its value is ignored.</param>
/// <param name="Summary">What the option changes, for the documentation.</param>
internal sealed record LifecycleOption(string Key, ImmutableArray<string> Values, string Default, string Summary)
{
    /// <summary>What the entries name when the option is a list.</summary>
    public NamedKind Names { get; init; }

    public bool IsSymbolList => Values.IsEmpty;
}

/// <summary>What an entry of a list option names.</summary>
internal enum NamedKind
{
    /// <summary>A type, by its full metadata name.</summary>
    Type,

    /// <summary>A method or property, as Namespace.Type.Member.</summary>
    Member,

    /// <summary>A method, as Namespace.Type.Member, or the constructors of a type, as Namespace.Type.</summary>
    MemberOrConstructor,
}
