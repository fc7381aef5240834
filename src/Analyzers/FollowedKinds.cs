using System.Collections.Immutable;
using Lifecycle.Analyzers.Model;
using Lifecycle.Analyzers.Options;

namespace Lifecycle.Analyzers;

/// <summary>
/// Which kinds of resources the engine follows in a compilation: those that a rule which is on asks about. To follow
/// every disposable costs time that the rules about HTTP clients do not need.
/// </summary>
internal static class FollowedKinds
{
    public static ImmutableArray<ResourceKind> Of(EnabledRules enabled)
    {
        var isGeneral = enabled.Contains(Rules.AnyOwnedMemberNeverClosed)
            || enabled.Contains(Rules.AnyOwnedLocalNotClosed)
            || enabled.Contains(Rules.AnyCreatedAndDropped)
            || enabled.Contains(Rules.AnyOwnedValueOverwritten)
            || enabled.Contains(Rules.AnyBorrowedValueClosed);

        // The rules about finalizers and guards ask for HTTP clients, too.
        var kinds = ImmutableArray.CreateBuilder<ResourceKind>(3);
        kinds.Add(ResourceKind.HttpClient);
        if (enabled.Contains(Rules.HttpResponseNotClosed))
            kinds.Add(ResourceKind.HttpResponse);

        if (isGeneral)
            kinds.Add(ResourceKind.Other);

        return kinds.ToImmutable();
    }
}
