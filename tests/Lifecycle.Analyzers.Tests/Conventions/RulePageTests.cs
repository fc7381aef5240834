using System.Globalization;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>Every rule has a page of one shape; its facts come from the code.</summary>
[Collection(GeneratedText.Collection)]
public sealed class RulePageTests
{
    private static readonly string[] Sections =
    [
        "What it flags", "Why", "Noncompliant", "Compliant", "What it does not flag", "Fixes", "When to suppress", "Related",
    ];

    private static readonly string[] AllowedSections = [.. Sections, "Options"];

    public static TheoryData<string> Ids => [.. ShippedRule.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_has_the_shape_and_facts_of_a_rule_page(string id)
    {
        var rule = ShippedRule.All.Single(candidate => candidate.Id == id);
        if (!Repository.Has(rule.Page) && GeneratedText.IsUpdating)
            GeneratedText.Write(rule.Page, Stub(rule));

        Assert.True(Repository.Has(rule.Page), $"{rule} has no page {rule.Page}: run UPDATE_DOCS=1 dotnet test --filter Conventions for a stub");
        var page = Repository.Read(rule.Page);
        Assert.StartsWith($"# {rule.Id}: {rule.Descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\nTODO", page, StringComparison.Ordinal);

        var headings = page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ToArray();
        Assert.Equal(Sections, headings.Where(Sections.Contains));
        Assert.Subset(AllowedSections.ToHashSet(), headings.ToHashSet());
        GeneratedText.CheckPart(rule.Page, "facts", Facts(rule));
    }

    [Fact]
    public void Every_page_is_the_page_of_a_rule()
    {
        Assert.Equal(
            ShippedRule.All.Select(rule => rule.Page),
            Repository.Files("docs/rules", "*.md").Where(file => file != "docs/rules/README.md"));
    }

    [Fact]
    public void Every_fix_of_a_rule_is_described_on_its_page()
    {
        var problems = new Problems();
        foreach (var rule in ShippedRule.Landed.Where(rule => !Pending.Fixes.Contains(rule.Id)))
        {
            var fixes = Repository.Read(rule.Page).Split("## Fixes\n")[1].Split("\n## ")[0];
            var hasFix = LifecycleTest.AllFixes.Any(fix => fix.FixableDiagnosticIds.Contains(rule.Id));
            problems.Unless(hasFix == fixes.Contains("**", StringComparison.Ordinal), $"{rule.Page}: names the light bulbs of its fixes in bold, or none");
        }

        problems.AssertNone();
    }

    private static string Facts(ShippedRule rule)
    {
        var descriptor = rule.Descriptor;
        var fixes = LifecycleTest.AllFixes.Any(fix => fix.FixableDiagnosticIds.Contains(rule.Id)) ? "Yes, with Fix All" : "No";
        return $"""
            | | |
            |---|---|
            | Name | {rule.Name} |
            | Category | `{descriptor.Category}` |
            | Severity | {Severity(descriptor)} |
            | On by default | {(descriptor.IsEnabledByDefault ? "Yes" : "No")} |
            | Fixes | {fixes} |
            | Since | {Since(rule)} |

            Message: `{descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture)}`
            """.ReplaceLineEndings("\n");
    }

    internal static string Severity(DiagnosticDescriptor descriptor)
    {
        return descriptor.DefaultSeverity.ToString();
    }

    // The release under whose heading the rule first stands; a rule that has not shipped comes with the next one.
    private static string Since(ShippedRule rule)
    {
        var release = ProductFacts.Version;
        foreach (var line in Repository.Read("src/Analyzers/AnalyzerReleases.Shipped.md").Split('\n'))
        {
            if (line.StartsWith("## Release ", StringComparison.Ordinal))
                release = line["## Release ".Length..];
            else if (line.StartsWith(rule.Id + " ", StringComparison.Ordinal))
                return release;
        }

        return ProductFacts.Version;
    }

    private static string Stub(ShippedRule rule)
    {
        return $"""
            # {rule.Id}: {rule.Descriptor.Title}

            <!-- generated: facts -->
            <!-- end -->

            ## What it flags

            TODO: one paragraph, and the exact place of the squiggle.

            ## Why

            TODO: what goes wrong at run time, with the symptom that a user would search for, and a real bug.

            ## Noncompliant

            TODO: a csharp block; the line that is reported ends with a comment that holds the id.

            ## Compliant

            TODO: a csharp block on which every rule is silent; under a comment `fix: <equivalence key>` it is what that fix writes.

            ## What it does not flag

            TODO

            ## Fixes

            TODO: each light bulb by its name, in bold, what it changes and how safe it is.

            ## When to suppress

            TODO

            ## Related

            TODO: rules of other analyzers, and the difference.

            """.ReplaceLineEndings("\n");
    }
}
