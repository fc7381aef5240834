using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Model;

/// <summary>
/// The close members of one type: <c>Dispose</c>, <c>DisposeAsync</c>, <c>Dispose(bool)</c>, <c>DisposeAsyncCore</c>,
/// <c>Close</c>, <c>CloseAsync</c>, explicit implementations of these, and the private or protected helpers that only
/// these and the finalizer reach.
/// </summary>
internal sealed class CloseMembers
{
    private readonly HashSet<ISymbol> _all;

    private CloseMembers(IMethodSymbol? finalizer, ImmutableArray<IMethodSymbol> entries, HashSet<ISymbol> all)
    {
        Finalizer = finalizer;
        Entries = entries;
        _all = all;
    }

    public IMethodSymbol? Finalizer { get; }

    /// <summary>The close members that others call, in the order of the source; without the helpers and the finalizer.</summary>
    public ImmutableArray<IMethodSymbol> Entries { get; }

    public static CloseMembers Find(INamedTypeSymbol type, ImmutableArray<(ISymbol Member, IOperation Block)> bodies, KnownTypes types)
    {
        IMethodSymbol? finalizer = null;
        var entries = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method)
                continue;

            if (method.MethodKind == MethodKind.Destructor)
                finalizer = method;
            else if (IsEntry(method, types))
                entries.Add(method);
        }

        var all = new HashSet<ISymbol>(entries, SymbolEqualityComparer.Default);
        if (finalizer is not null)
            all.Add(finalizer);

        if (all.Count > 0)
            AddHelpers(type, bodies, all);

        return new CloseMembers(finalizer, entries.ToImmutable(), all);
    }

    /// <summary>True for a close member, the finalizer, and a helper that only these reach.</summary>
    public bool Contains(ISymbol member)
    {
        return _all.Contains(member.OriginalDefinition);
    }

    /// <summary>True for a close member that others call.</summary>
    public static bool IsEntry(IMethodSymbol method, KnownTypes types)
    {
        if (method.IsStatic)
            return false;

        foreach (var implemented in method.ExplicitInterfaceImplementations)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented.ContainingType, types.IDisposable)
                || SymbolEqualityComparer.Default.Equals(implemented.ContainingType, types.IAsyncDisposable))
            {
                return true;
            }
        }

        if (method.MethodKind != MethodKind.Ordinary)
            return false;

        return method.Name switch
        {
            "Dispose" => method.Parameters.IsEmpty || method.Parameters is [{ Type.SpecialType: SpecialType.System_Boolean }],
            "DisposeAsync" or "DisposeAsyncCore" or "Close" or "CloseAsync" => HasOnlyOptionalParameters(method),
            _ => false,
        };
    }

    private static bool HasOnlyOptionalParameters(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.IsOptional && parameter.Type.SpecialType != SpecialType.System_Boolean)
                return false;
        }

        return true;
    }

    /// <summary>Adds every private or protected method that is reached from the set and called from nowhere else.</summary>
    private static void AddHelpers(INamedTypeSymbol type, ImmutableArray<(ISymbol Member, IOperation Block)> bodies, HashSet<ISymbol> all)
    {
        var callers = new Dictionary<ISymbol, HashSet<ISymbol>>(SymbolEqualityComparer.Default);
        foreach (var (member, block) in bodies)
            CollectCalls(type, member, block, callers);

        var helpers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var callee in callers.Keys)
        {
            if (callee.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                helpers.Add(callee);
        }

        // What is called from outside is no helper; then neither is what only it calls. A removal can only cause others.
        bool removed;
        do
        {
            removed = helpers.RemoveWhere(helper => IsCalledFromOutside(helper, callers[helper], helpers, all)) > 0;
        }
        while (removed);

        // Helpers that call each other and that nobody calls do not close anything.
        bool added;
        do
        {
            added = false;
            foreach (var helper in helpers)
            {
                if (!all.Contains(helper) && callers[helper].Overlaps(all))
                    added |= all.Add(helper);
            }
        }
        while (added);
    }

    private static bool IsCalledFromOutside(ISymbol helper, HashSet<ISymbol> itsCallers, HashSet<ISymbol> helpers, HashSet<ISymbol> all)
    {
        if (all.Contains(helper))
            return false;

        foreach (var caller in itsCallers)
        {
            if (!all.Contains(caller) && !helpers.Contains(caller))
                return true;
        }

        return false;
    }

    private static void CollectCalls(INamedTypeSymbol type, ISymbol member, IOperation block, Dictionary<ISymbol, HashSet<ISymbol>> callers)
    {
        foreach (var operation in block.DescendantsAndSelf())
        {
            var callee = operation switch
            {
                IInvocationOperation invocation => invocation.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                _ => null,
            };
            if (callee is null || !SymbolEqualityComparer.Default.Equals(callee.ContainingType?.OriginalDefinition, type))
                continue;

            if (callee.MethodKind == MethodKind.LocalFunction)
                continue;

            var definition = callee.OriginalDefinition;
            if (!callers.TryGetValue(definition, out var known))
                callers.Add(definition, known = new HashSet<ISymbol>(SymbolEqualityComparer.Default));

            known.Add(member.OriginalDefinition);
        }
    }
}
