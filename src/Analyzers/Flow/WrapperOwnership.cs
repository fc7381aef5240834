using Lifecycle.Analyzers.Model;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Whether a resource that is made over another one is the maker's to close. A client over a borrowed handler, or a reader
/// over a borrowed stream, would close what others still use.
/// </summary>
internal static class WrapperOwnership
{
    /// <param name="made">The kind of the new resource.</param>
    /// <param name="given">The kind of the parameter that the inner one is given to.</param>
    /// <param name="isOwn">Whether the inner one is the maker's own.</param>
    /// <param name="fate">What the new resource does with the inner one.</param>
    public static bool IsMakers(ResourceKind made, ResourceKind given, bool isOwn, ArgumentFate fate)
    {
        if (given == ResourceKind.None || (made == ResourceKind.HttpClient && given != ResourceKind.HttpClient))
            return true;

        if (fate == ArgumentFate.Kept)
            return isOwn;

        // A client that leaves its handler open has nothing of its own; a command beside its connection has.
        return made != ResourceKind.HttpClient && fate is ArgumentFate.Used or ArgumentFate.Retained;
    }
}
