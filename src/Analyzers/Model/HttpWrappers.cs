using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>Finds the HTTP clients of this compilation: disposable types whose close member closes an HTTP client of their own.</summary>
internal static class HttpWrappers
{
    /// <summary>A wrapper of a wrapper is one too; this deep and no deeper, whatever rings the types make.</summary>
    private const int MaximumDepth = 3;

    public static bool IsWrapper(ITypeSymbol type, AnalysisScope scope)
    {
        return IsWrapper(type, scope, MaximumDepth);
    }

    private static bool IsWrapper(ITypeSymbol type, AnalysisScope scope, int depth)
    {
        if (depth == 0 || type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || named.DeclaringSyntaxReferences.IsEmpty)
            return false;

        var definition = named.OriginalDefinition;
        if (!HasCandidate(definition, scope, depth))
            return false;

        foreach (var member in OwnedMembers.Find(definition, Bodies(definition, scope), candidate => IsTracked(candidate, scope, depth), scope, CancellationToken.None))
        {
            if (member.IsClosed)
                return true;
        }

        return false;
    }

    private static bool HasCandidate(INamedTypeSymbol type, AnalysisScope scope, int depth)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field && IsTracked(field.Type, scope, depth))
                return true;
        }

        return false;
    }

    private static bool IsTracked(ITypeSymbol type, AnalysisScope scope, int depth)
    {
        return scope.Resources.IsDirectHttpClient(type)
            || (type.Implements(scope.Types.IDisposable) && IsWrapper(type, scope, depth - 1));
    }

    /// <summary>Where a client is made and closed: constructors, initializers and close members.</summary>
    private static ImmutableArray<(ISymbol Member, IOperation Block)> Bodies(INamedTypeSymbol type, AnalysisScope scope)
    {
        var bodies = ImmutableArray.CreateBuilder<(ISymbol, IOperation)>();
        foreach (var member in type.GetMembers())
        {
            var root = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => scope.Bodies.TryGet(constructor, CancellationToken.None)?.Root,
                IMethodSymbol { IsStatic: false } method when CloseMembers.IsEntry(method, scope.Types) => scope.Bodies.TryGet(method, CancellationToken.None)?.Root,
                IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } => scope.Bodies.TryGetInitializer(member, CancellationToken.None)?.Root,
                _ => null,
            };
            if (root is not null)
                bodies.Add((member, root));
        }

        return bodies.ToImmutable();
    }
}
