using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Questions about the regions of a control-flow graph.</summary>
internal static class FlowRegions
{
    private static readonly List<int> None = [];

    /// <summary>The first blocks of the catch and filter handlers that an exception in the block can reach.</summary>
    public static List<int> HandlersOf(BasicBlock block)
    {
        List<int>? handlers = null;
        for (var region = block.EnclosingRegion; region is not null && region.Kind != ControlFlowRegionKind.Finally; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { Kind: ControlFlowRegionKind.TryAndCatch } guarded)
                continue;

            foreach (var nested in guarded.NestedRegions)
            {
                if (nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                    (handlers ??= []).Add(nested.FirstBlockOrdinal);
            }
        }

        return handlers ?? None;
    }

    public static ControlFlowRegion? InnermostFinally(BasicBlock block)
    {
        var region = block.EnclosingRegion;
        while (region is not null && region.Kind != ControlFlowRegionKind.Finally)
            region = region.EnclosingRegion;

        return region;
    }
}
