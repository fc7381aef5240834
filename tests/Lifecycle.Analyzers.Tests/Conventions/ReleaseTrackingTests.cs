using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Conventions;

/// <summary>The release-tracking files hold one row a rule, equal to its descriptor.</summary>
[Collection(GeneratedText.Collection)]
public sealed class ReleaseTrackingTests
{
    private const string Shipped = "src/Analyzers/AnalyzerReleases.Shipped.md";
    private const string Unshipped = "src/Analyzers/AnalyzerReleases.Unshipped.md";

    [Fact]
    public void Rows_equal_the_descriptors()
    {
        var shipped = Rows(Repository.Read(Shipped));
        var header = Repository.Read(Unshipped).Split("### New Rules")[0].TrimEnd('\n');
        var rows = ShippedRule.All.Where(rule => !shipped.Contains(Row(rule))).Select(Row).ToArray();
        var table = rows.Length == 0 ? "" : $"\n\n### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n{string.Join("\n", rows)}";
        GeneratedText.CheckFile(Unshipped, header + table + "\n");
    }

    [Fact]
    public void A_shipped_row_is_the_row_of_a_rule()
    {
        // A rule that changes after its release needs a row under "Changed Rules" by hand; until then this says so.
        Assert.Subset(ShippedRule.All.Select(Row).ToHashSet(), Rows(Repository.Read(Shipped)).ToHashSet());
    }

    private static string Row(ShippedRule rule)
    {
        var severity = rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity.ToString() : "Disabled";
        return string.Create(CultureInfo.InvariantCulture, $"{rule.Id} | {rule.Descriptor.Category} | {severity} | {rule.Name}");
    }

    private static HashSet<string> Rows(string text)
    {
        return text.Split('\n').Where(line => line.StartsWith("LIFE", StringComparison.Ordinal)).ToHashSet();
    }
}
