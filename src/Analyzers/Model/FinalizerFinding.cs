using System.Collections.Immutable;
using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>One way in which a finalizer schedules or blocks.</summary>
internal sealed class FinalizerFinding
{
    public FinalizerFinding(AsyncEffect effect, ImmutableArray<PathStep> way, string chain)
    {
        Effect = effect;
        Way = way;
        Chain = chain;
    }

    public AsyncEffect Effect { get; }

    /// <summary>The steps from the finalizer's own operation to the one that schedules or blocks, both included.</summary>
    public ImmutableArray<PathStep> Way { get; }

    /// <summary>The operation in the finalizer's own body.</summary>
    public IOperation Operation => Way[0].Operation;

    /// <summary>The operation that schedules or blocks; the same one when the finalizer does so itself.</summary>
    public IOperation Cause => Way[Way.Length - 1].Operation;

    /// <summary>The members passed on the way, for the message: <c>~T -> Dispose -> Task.Run</c>.</summary>
    public string Chain { get; }
}
