using System.Text.Json;
using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>The compiler's error log (SARIF 2.1), which other tools read.</summary>
[Collection(PackedPackage.Collection)]
public sealed class ErrorLogTests(PackedPackage package)
{
    private static readonly UserProject Plain = SeverityTests.Projects[0];

    [Fact]
    public void Log_is_SARIF_2_1()
    {
        Assert.Equal("2.1.0", Log().GetProperty("version").GetString());
    }

    [Fact]
    public void Log_describes_each_rule_that_reported_with_its_help_link()
    {
        var rules = Log().GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .ToDictionary(rule => rule.GetProperty("id").GetString()!, rule => rule.GetProperty("helpUri").GetString()!);
        foreach (var id in package.Projects.FindingsOf(Plain).Select(finding => finding.Id))
            Assert.EndsWith($"/blob/v{package.Version}/docs/rules/{id}.md", rules[id], StringComparison.Ordinal);
    }

    [Fact]
    public void Log_holds_the_place_to_which_a_chain_of_calls_leads()
    {
        var lines = Plain.Source.Split('\n');
        var cause = Array.FindIndex(lines, line => line.Contains("Task.Run(", StringComparison.Ordinal)) + 1;
        var finding = Assert.Single(package.Projects.FindingsOf(Plain), finding => finding.Id == "LIFE101");
        Assert.Equal([cause], finding.RelatedLines);
        Assert.Contains("Close -> Task.Run", finding.Message, StringComparison.Ordinal);
    }

    private JsonElement Log()
    {
        return Plain.LogIn(package.Projects.Folder);
    }
}
