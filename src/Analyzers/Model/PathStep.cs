using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Model;

/// <summary>One operation of a followed body that matters: it goes on into other source, schedules or blocks.</summary>
internal sealed class PathStep
{
    public PathStep(IOperation operation, PathStepKind kind, ISymbol member, CallTarget? target)
    {
        Operation = operation;
        Kind = kind;
        Member = member;
        Target = target;
    }

    public IOperation Operation { get; }

    public PathStepKind Kind { get; }

    /// <summary>The member that is called, as the message names it when the path ends here.</summary>
    public ISymbol Member { get; }

    /// <summary>The body that runs, when it is in source.</summary>
    public CallTarget? Target { get; }
}

internal enum PathStepKind
{
    /// <summary>The call runs to its end, or its task is awaited or passed on: all that it does is done here.</summary>
    Call,

    /// <summary>The thread waits for the call's task, so that nothing in it outlives the call unawaited.</summary>
    WaitedFor,

    /// <summary>The call starts asynchronous work that someone awaits: where a chain that is dropped further up ends.</summary>
    Asynchronous,

    Schedules,

    Blocks,

    ReleasesNative,
}
