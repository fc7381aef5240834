using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow.Outliving;

/// <summary>A value that a graph closes.</summary>
/// <param name="Index">Its position among those of the graph; its bit in every mask.</param>
/// <param name="Name">The variable, or the type where none holds it.</param>
/// <param name="Type">Its type, as well as it is known.</param>
/// <param name="IsExtent">Nothing in its scope names it: it is open for the sake of what runs meanwhile, a lock or a measurement.</param>
internal sealed record Closable(int Index, string Name, ITypeSymbol? Type, bool IsExtent)
{
    public ulong Mask => 1UL << Index;
}
