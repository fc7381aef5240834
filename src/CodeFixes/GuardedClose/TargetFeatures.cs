using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.CodeFixes.GuardedClose;

/// <summary>What the language version and the target framework of a document allow the writer to write.</summary>
internal sealed class TargetFeatures
{
    private readonly LanguageVersion _language;

    private TargetFeatures(KnownTypes types, LanguageVersion language)
    {
        Types = types;
        _language = language;
        ExchangeTakesAnyPrimitive = types.Interlocked is not null && HasUnconstrainedExchange(types.Interlocked);
    }

    public KnownTypes Types { get; }

    /// <summary>From .NET 9 on <c>Interlocked.Exchange</c> takes a bool or an enum.</summary>
    public bool ExchangeTakesAnyPrimitive { get; }

    public bool HasDefaultLiteral => _language >= LanguageVersion.CSharp7_1;

    public bool HasTargetTypedNew => _language >= LanguageVersion.CSharp9;

    public bool HasUsingDeclaration => _language >= LanguageVersion.CSharp8;

    public bool HasNotPattern => _language >= LanguageVersion.CSharp9;

    /// <summary>True when a type of this target can be closed asynchronously.</summary>
    public bool HasAsyncClose => Types.IAsyncDisposable is not null && Types.ValueTask is not null && _language >= LanguageVersion.CSharp8;

    public static TargetFeatures? TryCreate(Compilation compilation, ParseOptions? options)
    {
        if (KnownTypes.TryCreate(compilation) is not { } types || options is not CSharpParseOptions parseOptions)
            return null;

        return new TargetFeatures(types, parseOptions.LanguageVersion);
    }

    private static bool HasUnconstrainedExchange(INamedTypeSymbol interlocked)
    {
        foreach (var member in interlocked.GetMembers(nameof(Interlocked.Exchange)))
        {
            if (member is IMethodSymbol { TypeParameters: [{ HasReferenceTypeConstraint: false }] })
                return true;
        }

        return false;
    }
}
