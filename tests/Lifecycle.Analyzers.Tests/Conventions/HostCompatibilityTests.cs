using System.Reflection;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>
/// The shipped assemblies ask for nothing that the oldest host lacks. A reference to a newer assembly than the host has
/// makes the compiler drop the analyzer (CS8032), and the editor drop every fix of the assembly, without a word in a test.
/// </summary>
public sealed class HostCompatibilityTests
{
    // What Roslyn 4.8 brings and is built against.
    private static readonly Dictionary<string, Version> Oldest = new()
    {
        ["netstandard"] = new Version(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new Version(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new Version(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new Version(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new Version(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new Version(7, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new Version(7, 0, 0, 0),
        ["System.Memory"] = new Version(4, 0, 1, 2),
        ["System.Threading.Tasks.Extensions"] = new Version(4, 2, 0, 1),
    };

    public static TheoryData<string> Shipped => ["Lifecycle.Analyzers", "Lifecycle.Analyzers.CodeFixes"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Shipped_assembly_asks_for_nothing_newer_than_the_oldest_host_has(string name)
    {
        var problems = new Problems();
        foreach (var reference in Assembly.Load(name).GetReferencedAssemblies().Where(reference => reference.Name != "Lifecycle.Analyzers"))
        {
            var known = Oldest.TryGetValue(reference.Name!, out var oldest);
            problems.Unless(known && reference.Version <= oldest, $"{name} references {reference.Name} {reference.Version}; the oldest host has {oldest?.ToString() ?? "none"}");
        }

        problems.AssertNone();
    }
}
