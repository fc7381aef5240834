using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.IdempotentClose;

/// <summary>LIFE209: a type that others can derive from closes asynchronously and leaves derived types no part in it.</summary>
internal sealed class DisposeAsyncCoreMissing : TypeRule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rules.DisposeAsyncCoreMissing);

    public override void Check(CloseModel type, Report report)
    {
        if (AsyncCloseWithoutHook.TryFind(type) is not { } close)
            return;

        report.At(
            Rules.DisposeAsyncCoreMissing,
            NameBeside(close, type.Type),
            ImmutableArray.Create(close.Locations[0]),
            ImmutableDictionary<string, string?>.Empty,
            type.Type.Name);
    }

    /// <summary>The type's name in the part that closes, where it has several.</summary>
    private static Location NameBeside(IMethodSymbol close, INamedTypeSymbol type)
    {
        foreach (var location in type.Locations)
        {
            if (location.SourceTree == close.Locations[0].SourceTree)
                return location;
        }

        return type.Locations[0];
    }
}
