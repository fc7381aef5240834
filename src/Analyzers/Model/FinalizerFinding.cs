using Lifecycle.Analyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>One way in which a finalizer schedules or blocks.</summary>
internal sealed class FinalizerFinding
{
    public FinalizerFinding(IOperation operation, AsyncEffect effect, IOperation cause, string chain)
    {
        Operation = operation;
        Effect = effect;
        Cause = cause;
        Chain = chain;
    }

    /// <summary>The operation in the finalizer's own body.</summary>
    public IOperation Operation { get; }

    public AsyncEffect Effect { get; }

    /// <summary>The operation that schedules or blocks; the same one when the finalizer does so itself.</summary>
    public IOperation Cause { get; }

    /// <summary>The members passed on the way, for the message: <c>~T -> Dispose -> Task.Run</c>.</summary>
    public string Chain { get; }
}
