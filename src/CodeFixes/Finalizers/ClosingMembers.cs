using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.CodeFixes.Finalizers;

/// <summary>The members by which others close an object of a type, its own and those of its bases.</summary>
internal static class ClosingMembers
{
    /// <summary><c>DisposeAsync</c>, when the type has one.</summary>
    public static IEnumerable<IMethodSymbol> Asynchronous(FinalizerSite site, GuardedCloseWriter writer)
    {
        var close = Implementation(site.Type, site.Types.IAsyncDisposable) ?? writer.Members.DisposeAsync;
        if (close is not null && AsyncScheduling.IsAwaitable(close.ReturnType, site.Types))
            yield return close;

        // DisposeAsync(CancellationToken cancellationToken = default), the close of libraries that are older than the interface.
        foreach (var member in site.Type.GetMembers("DisposeAsync"))
        {
            if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: false } older
                && older.Parameters.All(parameter => parameter.IsOptional)
                && AsyncScheduling.IsAwaitable(older.ReturnType, site.Types))
            {
                yield return older;
            }
        }
    }

    /// <summary><c>DisposeAsync</c> and <c>Dispose</c>, as far as the type has them.</summary>
    public static IEnumerable<IMethodSymbol> All(FinalizerSite site, GuardedCloseWriter writer)
    {
        foreach (var close in Asynchronous(site, writer))
            yield return close;

        if ((Implementation(site.Type, site.Types.IDisposable) ?? writer.Members.Dispose) is { } dispose)
            yield return dispose;
    }

    /// <summary>The member as another writer, of the changed document, knows it.</summary>
    public static IMethodSymbol? Same(IMethodSymbol close, GuardedCloseWriter before, GuardedCloseWriter after)
    {
        if (SymbolEqualityComparer.Default.Equals(close, before.Members.DisposeAsync))
            return after.Members.DisposeAsync;

        return SymbolEqualityComparer.Default.Equals(close, before.Members.Dispose) ? after.Members.Dispose : null;
    }

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, INamedTypeSymbol? closeInterface)
    {
        return closeInterface is not null && type.Implements(closeInterface) && closeInterface.GetMembers().OfType<IMethodSymbol>().FirstOrDefault() is { } member
            ? type.FindImplementationForInterfaceMember(member) as IMethodSymbol
            : null;
    }
}
