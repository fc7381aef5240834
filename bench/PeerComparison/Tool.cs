using System.Collections.Immutable;
using System.Reflection;
using Bench;
using Lifecycle.Analyzers;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PeerComparison;

/// <summary>A set of analyzers that is measured as one.</summary>
internal sealed record Tool(string Name, string Version, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    private const string Prefix = "Peer:";

    public ImmutableHashSet<string> Rules { get; } = [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id)];

    /// <summary>Ours first, then the peers that the project file names.</summary>
    public static ImmutableArray<Tool> All()
    {
        var peers = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(peer => peer.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(peer => peer.Key, StringComparer.Ordinal)
            .Select(peer => Load(peer.Key[Prefix.Length..], peer.Value ?? ""));
        return [new Tool("Ours", "of this tree", [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer()]), .. peers];
    }

    private static Tool Load(string package, string folder)
    {
        var analyzers = PeerAnalyzers.Load(package);
        if (analyzers.IsEmpty)
            throw new InvalidOperationException($"{package} has no analyzers: was it restored?");

        // A package lies in a folder that is named for its version.
        return new Tool(package, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), analyzers);
    }
}
