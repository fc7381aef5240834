using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>The ways in which a user sets severities, and what a build makes of them.</summary>
[Collection(PackedPackage.Collection)]
public sealed class SeverityTests(PackedPackage package)
{
    private static readonly UserProject Plain = new("Plain");

    private static readonly UserProject EditorConfig = new("EditorConfig")
    {
        Files = new Dictionary<string, string>
        {
            [".editorconfig"] = """
                [*.cs]
                dotnet_diagnostic.LIFE301.severity = none
                dotnet_diagnostic.LIFE201.severity = error
                dotnet_diagnostic.LIFE101.severity = suggestion
                """,
        },
    };

    private static readonly UserProject GlobalConfig = new("GlobalConfig")
    {
        Files = new Dictionary<string, string>
        {
            [".globalconfig"] = """
                is_global = true
                dotnet_diagnostic.LIFE302.severity = none
                dotnet_diagnostic.LIFE306.severity = none
                dotnet_diagnostic.LIFE210.severity = warning
                dotnet_diagnostic.LIFE303.severity = error
                """,
            [".editorconfig"] = """
                [*.cs]
                dotnet_diagnostic.LIFE303.severity = suggestion
                """,
        },
    };

    private static readonly UserProject Category = new("Category")
    {
        Files = new Dictionary<string, string>
        {
            [".editorconfig"] = """
                [*.cs]
                dotnet_analyzer_diagnostic.category-Lifecycle.Ownership.severity = suggestion
                """,
        },
    };

    private static readonly UserProject Suppressed = new("Suppressed")
    {
        Properties = "<NoWarn>$(NoWarn);LIFE101</NoWarn>",
        Source = Sources.EveryRule.Replace(
            "public sealed class WeatherClient",
            """
            [System.Diagnostics.CodeAnalysis.SuppressMessage("Lifecycle.Ownership", "LIFE301", Justification = "One for the process.")]
            public sealed class WeatherClient
            """,
            StringComparison.Ordinal),
    };

    private static readonly UserProject RaisedByOption = new("RaisedByOption")
    {
        Files = new Dictionary<string, string>
        {
            [".editorconfig"] = """
                [*.cs]
                lifecycle.guard_dispose = always
                """,
        },
    };

    private static readonly UserProject RaisedAndSet = new("RaisedAndSet")
    {
        Files = new Dictionary<string, string>
        {
            [".editorconfig"] = """
                [*.cs]
                lifecycle.guard_dispose = always
                dotnet_diagnostic.LIFE205.severity = suggestion
                """,
        },
    };

    internal static IReadOnlyList<UserProject> Projects => [Plain, EditorConfig, GlobalConfig, Category, Suppressed, RaisedByOption, RaisedAndSet];

    [Fact]
    public void Rules_report_where_they_should_by_their_default_severities()
    {
        AssertFindings(Plain, Severities.Default);
    }

    [Fact]
    public void Build_prints_warnings_with_place_id_message_and_link()
    {
        var line = Line(Plain.Source, "LIFE301");
        var expected = $"{Plain.SourceIn(package.Projects.Folder)}({line},33): warning LIFE301: '_http' is owned by 'WeatherClient'";
        var printed = package.Build.Output.Split('\n').First(text => text.Contains($"{Plain.Name}.csproj", StringComparison.Ordinal) && text.Contains("LIFE301", StringComparison.Ordinal));
        Assert.StartsWith(expected, printed, StringComparison.Ordinal);
        Assert.Contains("/docs/rules/LIFE301.md)", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_prints_no_hints()
    {
        Assert.DoesNotContain(
            package.Build.Output.Split('\n'),
            text => text.Contains($"{Plain.Name}.csproj", StringComparison.Ordinal) && text.Contains("LIFE210", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warnings_as_errors_fail_the_build()
    {
        var build = await DotNet.RunAsync(
            Plain.FolderIn(package.Projects.Folder), "build", "--no-restore", "--no-incremental", "-warnaserror", "-tl:off", "-p:ErrorLog=");
        Assert.Equal(1, build.ExitCode);
        Assert.Contains("error LIFE101:", build.Output, StringComparison.Ordinal);
        Assert.Contains("error LIFE201:", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("LIFE210", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Option_raises_a_rule_unless_its_severity_is_set()
    {
        AssertFindings(RaisedByOption, id => id == "LIFE205" ? "warning" : Severities.Default(id));
        AssertFindings(RaisedAndSet, Severities.Default);
    }

    [Fact]
    public async Task Warning_that_an_option_asks_for_is_an_error_when_warnings_are()
    {
        var build = await DotNet.RunAsync(
            RaisedByOption.FolderIn(package.Projects.Folder), "build", "--no-restore", "--no-incremental", "-warnaserror:LIFE205", "-tl:off", "-p:ErrorLog=");
        Assert.Equal(1, build.ExitCode);
        Assert.Contains("error LIFE205:", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Editorconfig_turns_a_rule_off_up_and_down()
    {
        AssertFindings(EditorConfig, id => id switch
        {
            "LIFE301" => null,
            "LIFE201" => "error",
            "LIFE101" => "note",
            _ => Severities.Default(id),
        });
        Assert.Contains(
            package.Build.Output.Split('\n'),
            text => text.Contains($"{EditorConfig.Name}.csproj", StringComparison.Ordinal) && text.Contains(": error LIFE201:", StringComparison.Ordinal));
    }

    [Fact]
    public void Globalconfig_sets_severities_and_editorconfig_wins_over_it()
    {
        AssertFindings(GlobalConfig, id => id switch
        {
            "LIFE302" => null,
            "LIFE210" => "warning",
            "LIFE303" => "note",
            _ => Severities.Default(id),
        });
    }

    [Fact]
    public void Category_sets_a_family()
    {
        AssertFindings(Category, id => id[4] == '3' ? "note" : Severities.Default(id));
    }

    [Fact]
    public void NoWarn_and_SuppressMessage_silence_a_rule()
    {
        AssertFindings(Suppressed, id => id is "LIFE101" or "LIFE301" ? null : Severities.Default(id));
    }

    private static int Line(string source, string id)
    {
        return Array.FindIndex(source.Split('\n'), line => line.EndsWith("// " + id, StringComparison.Ordinal)) + 1;
    }

    private void AssertFindings(UserProject project, Func<string, string?> level)
    {
        Assert.Equal(Sources.Marked(project.Source, level), package.Projects.LinesOf(project));
    }
}
