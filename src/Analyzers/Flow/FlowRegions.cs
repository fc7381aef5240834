using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Questions about the regions of a control-flow graph.</summary>
internal static class FlowRegions
{
    private static readonly List<ExceptionHandler> None = [];

    /// <summary>The catch and filter handlers that an exception in the block can reach, innermost first.</summary>
    public static List<ExceptionHandler> HandlersOf(BasicBlock block)
    {
        List<ExceptionHandler>? handlers = null;
        var finallies = ImmutableArray<ControlFlowRegion>.Empty;
        for (var region = block.EnclosingRegion; region is not null && !EndsSearch(region); region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } guarded)
                continue;

            var catchesAll = false;
            foreach (var nested in guarded.NestedRegions)
            {
                if (nested.Kind == ControlFlowRegionKind.Finally)
                    finallies = finallies.Add(nested);

                if (nested.Kind is not (ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
                    continue;

                (handlers ??= []).Add(new ExceptionHandler(nested.FirstBlockOrdinal, finallies));
                catchesAll |= nested.Kind == ControlFlowRegionKind.Catch && IsEveryException(nested.ExceptionType);
            }

            if (catchesAll)
                break;
        }

        return handlers ?? None;
    }

    /// <summary><c>catch</c> has the type object; Exception is the one exception whose base is object.</summary>
    private static bool IsEveryException(ITypeSymbol? type)
    {
        return type is null or { SpecialType: SpecialType.System_Object } or { BaseType.SpecialType: SpecialType.System_Object };
    }

    public static ControlFlowRegion? InnermostFinally(BasicBlock block)
    {
        var region = block.EnclosingRegion;
        while (region is not null && !EndsSearch(region))
            region = region.EnclosingRegion;

        return region?.Kind == ControlFlowRegionKind.Finally ? region : null;
    }

    /// <summary>The root of a function's graph lies in a region of the graph around it, whose blocks are others.</summary>
    private static bool EndsSearch(ControlFlowRegion region)
    {
        return region.Kind is ControlFlowRegionKind.Finally or ControlFlowRegionKind.Root;
    }
}
