using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>Families know the engine, the engine knows no family, nobody knows the hosts.</summary>
public sealed class LayerTests
{
    private static readonly string[] Engine = ["Model", "Flow", "Knowledge", "Options"];
    private static readonly string[] Families = ["Configuration", "Finalizers", "IdempotentClose", "Ownership", "EventLoop", "Usage"];
    private static readonly string[] Hosts = [nameof(LifecycleAnalyzer), nameof(TypeLifecycleAnalyzer), nameof(FlowLifecycleAnalyzer), nameof(RuleList)];

    [Fact]
    public void The_engine_names_no_rule_no_family_and_no_host()
    {
        var forbidden = Families.SelectMany(TypesOf).Concat(Hosts).Append(nameof(Rules)).ToHashSet();
        forbidden.ExceptWith(Engine.SelectMany(TypesOf));
        AssertUnnamed(Engine.Select(folder => "src/Analyzers/" + folder), forbidden);
    }

    [Fact]
    public void The_engine_imports_no_family()
    {
        var imports = Engine.SelectMany(folder => Repository.Files("src/Analyzers/" + folder, "*.cs"))
            .SelectMany(file => Parse(file).DescendantNodes().OfType<NameSyntax>(), (file, name) => (File: file, Name: name.ToString()))
            .Where(import => Families.Any(family => import.Name.EndsWith("Lifecycle.Analyzers." + family, StringComparison.Ordinal)));
        Assert.Empty(imports);
    }

    [Fact]
    public void Rules_name_no_host()
    {
        AssertUnnamed(Families.Select(folder => "src/Analyzers/" + folder), Hosts.ToHashSet());
    }

    [Fact]
    public void Rules_of_one_family_name_no_rule_of_another()
    {
        foreach (var family in Families)
        {
            var others = Families.Where(other => other != family).SelectMany(RulesOf).ToHashSet();
            AssertUnnamed(["src/Analyzers/" + family], others);
        }
    }

    [Fact]
    public void Fixes_name_no_host()
    {
        AssertUnnamed(["src/CodeFixes"], Hosts.ToHashSet());
    }

    // A scan of the source: a reference inside one assembly leaves no trace that is easier to read than the name itself.
    private static void AssertUnnamed(IEnumerable<string> folders, HashSet<string> forbidden)
    {
        var problems = new Problems();
        foreach (var file in folders.SelectMany(folder => Repository.Files(folder, "*.cs")))
        {
            foreach (var name in Parse(file).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (!forbidden.Contains(name.Identifier.ValueText))
                    continue;

                problems.Unless(false, $"{file}({name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): names {name.Identifier.ValueText}");
            }
        }

        problems.AssertNone();
    }

    private static SyntaxNode Parse(string file)
    {
        return CSharpSyntaxTree.ParseText(SourceText.From(Repository.Read(file))).GetRoot();
    }

    private static IEnumerable<string> TypesOf(string folder)
    {
        return ShippedRule.Assembly.GetTypes()
            .Where(type => !type.IsNested && (type.Namespace + ".").StartsWith($"Lifecycle.Analyzers.{folder}.", StringComparison.Ordinal))
            .Select(type => type.Name.Split('`')[0]);
    }

    private static IEnumerable<string> RulesOf(string family)
    {
        return ShippedRule.RuleClasses().Where(rule => rule.Class.Namespace == "Lifecycle.Analyzers." + family).Select(rule => rule.Class.Name);
    }
}
