using Lifecycle.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The duty to close one resource that a body creates. The must-call idea of the Resource Leak Checker: it arises at
/// <see cref="Creation"/> and is discharged by closing the value or handing it on.
/// </summary>
internal sealed class Obligation
{
    public Obligation(int index, IOperation creation, ITypeSymbol type, ResourceKind kind)
    {
        Index = index;
        Creation = creation;
        Type = type;
        Kind = kind;
    }

    /// <summary>The position among the obligations of the body; its bit in every mask.</summary>
    public int Index { get; }

    public ulong Mask => 1UL << Index;

    /// <summary>The operation whose value is the fresh resource: an object creation, a call, a property read or an await of one.</summary>
    public IOperation Creation { get; }

    public ITypeSymbol Type { get; }

    public ResourceKind Kind { get; }

    /// <summary>The first local or parameter that holds the value, and the place where it is assigned; null when none ever does.</summary>
    public ISymbol? Holder { get; private set; }

    public SyntaxNode? HolderSyntax { get; private set; }

    /// <summary>The handlers or clients that this one was made over: closing them leaves nothing of it open.</summary>
    public ulong Over { get; private set; }

    /// <summary>What the body does with a value that no local holds.</summary>
    public DropReason Drop { get; private set; }

    /// <summary>The member that was given or called on a value that no local holds.</summary>
    public ISymbol? DroppedAt { get; private set; }

    public void MadeOver(Aliases inner)
    {
        Over |= inner.Must;
    }

    public void HeldBy(ISymbol holder, SyntaxNode syntax)
    {
        Holder ??= holder;
        HolderSyntax ??= syntax;
    }

    public void DroppedBy(DropReason reason, ISymbol? member)
    {
        // The reasons are ordered by how much they explain: what a value is given to says more than what is set on it.
        if (reason <= Drop)
            return;

        Drop = reason;
        DroppedAt = member;
    }
}
