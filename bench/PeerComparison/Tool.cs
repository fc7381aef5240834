using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Lifecycle.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PeerComparison;

/// <summary>A set of analyzers that is measured as one.</summary>
internal sealed record Tool(string Name, string Version, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    private const string Prefix = "Peer:";

    public ImmutableHashSet<string> Rules { get; } = [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id)];

    /// <summary>Ours first, then the peers in the order of the project file.</summary>
    public static ImmutableArray<Tool> All()
    {
        var ours = new Tool("Ours", "of this tree", [new TypeLifecycleAnalyzer(), new FlowLifecycleAnalyzer()]);
        var peers = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(peer => peer.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(peer => Load(peer.Key[Prefix.Length..], Path.GetFullPath(peer.Value ?? "")));
        return [ours, .. peers];
    }

    private static Tool Load(string name, string folder)
    {
        var context = new PeerContext(name, folder);
        var assemblies = Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(context.LoadFromAssemblyPath).ToList();
        var analyzers = assemblies.SelectMany(LoadableTypes).Where(IsAnalyzer).Select(Activator.CreateInstance).Cast<DiagnosticAnalyzer>();
        return new Tool(name, VersionOf(folder), [.. analyzers]);
    }

    private static bool IsAnalyzer(Type type)
    {
        return !type.IsAbstract
            && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
            && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } attribute
            && attribute.Languages.Contains(LanguageNames.CSharp);
    }

    // Fixes lie beside the analyzers and may need what is not here; they are not run.
    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            return partial.Types.OfType<Type>();
        }
    }

    // A package lies in a folder that is named for its version: <id>/<version>/analyzers/..
    private static string VersionOf(string folder)
    {
        var parts = folder.Split(Path.DirectorySeparatorChar);
        return parts[Array.LastIndexOf(parts, "analyzers") - 1];
    }

    /// <summary>Keeps the assemblies of one peer apart from those of another; Roslyn is shared by all.</summary>
    private sealed class PeerContext(string name, string folder) : AssemblyLoadContext(name)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
