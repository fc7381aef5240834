using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Ownership;

/// <summary>What a message tells the user to do about a client that a body leaves open.</summary>
internal static class WayOut
{
    /// <summary>An HttpClient is best shared: closed after each call it leaves its sockets waiting. Anything else is best closed.</summary>
    public static string Of(ITypeSymbol type, KnownTypes types)
    {
        if (type.DerivesFrom(types.HttpClient))
            return "share one client, or close it with 'using'";

        var isOnlyAsync = type.Implements(types.IAsyncDisposable) && !type.Implements(types.IDisposable);
        return isOnlyAsync ? "close it with 'await using'" : "close it with 'using'";
    }
}
