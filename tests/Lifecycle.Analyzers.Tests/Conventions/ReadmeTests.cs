using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>The README's table of rules is the list of descriptors, and what documents point to is there.</summary>
[Collection(GeneratedText.Collection)]
public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_lists_every_rule()
    {
        var rows = ShippedRule.All.Select(rule => $"| [{rule.Id}]({rule.Page}) | {rule.Descriptor.Title} | {Severity(rule)} | {Fixes(rule)} |");
        GeneratedText.CheckPart("README.md", "rules", "| Id | Finds | Severity | Fixes |\n|---|---|---|---|\n" + string.Join("\n", rows));
    }

    [Fact]
    public void Changelog_names_every_rule()
    {
        var changes = Repository.Read("CHANGELOG.md");
        Assert.All(ShippedRule.All, rule => Assert.Contains($"[{rule.Id}]", changes, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var problems = new Problems();
        foreach (var file in DocumentFiles.All)
        {
            var folder = Path.GetDirectoryName(Repository.PathOf(file))!;
            foreach (Match link in Links().Matches(Repository.Read(file)))
            {
                var target = Path.GetFullPath(Path.Combine(folder, link.Groups[1].Value));
                problems.Unless(File.Exists(target) || Directory.Exists(target), $"{file}: {link.Value}");
            }
        }

        problems.AssertNone();
    }

    [Fact]
    public void Files_that_documents_name_exist()
    {
        var sources = Repository.Files("", "*.cs").Concat(Repository.Files("", "*.txt")).ToArray();
        var problems = new Problems();
        foreach (var file in DocumentFiles.All)
        {
            foreach (var name in SourceFiles().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value))
                problems.Unless(sources.Any(source => source == name || source.EndsWith("/" + name, StringComparison.Ordinal)), $"{file}: {name}");
        }

        if (!Pending.Any)
            problems.AssertNone();
    }

    [Fact]
    public void The_public_address_stands_in_one_place()
    {
        var address = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("ProjectAddress").Single().Value;
        var files = Repository.Files("", "*").Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".props" or ".targets" or ".csproj" or ".yml" or ".json");
        Assert.Equal(["Directory.Build.props"], files.Where(file => Repository.Read(file).Contains(address, StringComparison.Ordinal)));
    }

    private static string Severity(ShippedRule rule)
    {
        return rule.Descriptor.IsEnabledByDefault ? RulePageTests.Severity(rule.Descriptor) : "off";
    }

    private static string Fixes(ShippedRule rule)
    {
        return LifecycleTest.AllFixes.Any(fix => fix.FixableDiagnosticIds.Contains(rule.Id)) ? "yes" : "";
    }

    [GeneratedRegex("`([A-Za-z0-9./]+\\.(?:cs|txt))`")]
    private static partial Regex SourceFiles();

    // A link whose target has no scheme: [text](path) or [text](path#heading).
    [GeneratedRegex(@"\]\(((?![a-z]+:)[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Links();
}
