using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bench;

/// <summary>Loads the analyzers of another package, at the version that the project names, from the folder of that package.</summary>
internal static class PeerAnalyzers
{
    /// <summary>The C# analyzers of the package; empty when the package was not restored.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Load(string package)
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => data.Key == "Peer:" + package)?.Value;
        var analyzers = Path.Combine(folder ?? "", "analyzers");
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(analyzers))
            return [];

        // Packages hold their assemblies by language, some by version of the compiler besides; the last is the newest.
        var files = Directory.EnumerateFiles(analyzers, "*.dll", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("vb"))
            .Order(StringComparer.Ordinal)
            .GroupBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.OrdinalIgnoreCase);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name is { } simple && files.TryGetValue(simple, out var file) ? context.LoadFromAssemblyPath(file) : null;

        return [.. files.Values.Where(file => !file.EndsWith(".resources.dll", StringComparison.Ordinal)).SelectMany(AnalyzersOf)];
    }

    private static IEnumerable<DiagnosticAnalyzer> AnalyzersOf(string file)
    {
        foreach (var type in TypesOf(AssemblyLoadContext.Default.LoadFromAssemblyPath(file)))
        {
            var attribute = type.GetCustomAttribute<DiagnosticAnalyzerAttribute>();
            if (attribute is not null && attribute.Languages.Contains("C#") && !type.IsAbstract && Activator.CreateInstance(type) is DiagnosticAnalyzer analyzer)
                yield return analyzer;
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }
}
