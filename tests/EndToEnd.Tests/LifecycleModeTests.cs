using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>The MSBuild property that picks a set of severities.</summary>
[Collection(PackedPackage.Collection)]
public sealed class LifecycleModeTests(PackedPackage package)
{
    private static readonly UserProject None = Mode("None");
    private static readonly UserProject Recommended = Mode("Recommended");
    private static readonly UserProject Strict = Mode("Strict");
    private static readonly UserProject All = Mode("All");
    private static readonly UserProject LowerCase = Mode("strict") with { Name = "ModeInLowerCase" };
    private static readonly UserProject Misspelt = Mode("Srtict");

    private static readonly UserProject StrictAsErrors = Mode("Strict") with
    {
        Name = "ModeStrictAsErrors",
        Properties = "<LifecycleMode>Strict</LifecycleMode><TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
    };

    private static readonly UserProject NoneWithEditorConfig = Mode("None") with
    {
        Name = "ModeNoneWithEditorConfig",
        Files = new Dictionary<string, string> { [".editorconfig"] = "[*.cs]\ndotnet_diagnostic.LIFE301.severity = warning\n" },
    };

    private static readonly UserProject AllWithUserFiles = Mode("All") with
    {
        Name = "ModeAllWithUserFiles",
        Files = new Dictionary<string, string>
        {
            [".editorconfig"] = "[*.cs]\ndotnet_diagnostic.LIFE301.severity = none\n",
            [".globalconfig"] = "is_global = true\ndotnet_diagnostic.LIFE302.severity = suggestion\n",
        },
    };

    // The analyzers and the preset reach a project through the one that it references.
    private static readonly UserProject Below = new("Below")
    {
        ReferencesPackage = false,
        Elements = """<ItemGroup><PackageReference Include="Lifecycle.Analyzers" Version="{version}" PrivateAssets="none" IncludeAssets="all" /></ItemGroup>""",
    };

    private static readonly UserProject Above = Mode("Strict") with
    {
        Name = "Above",
        ReferencesPackage = false,
        Source = Sources.EveryRule.Replace("public sealed class", "internal sealed class", StringComparison.Ordinal).Replace("public static class", "internal static class", StringComparison.Ordinal),
        Elements = """<ItemGroup><ProjectReference Include="../Below/Below.csproj" /></ItemGroup>""",
    };

    internal static IReadOnlyList<UserProject> Projects =>
        [None, Recommended, Strict, All, LowerCase, Misspelt, StrictAsErrors, NoneWithEditorConfig, AllWithUserFiles, Below, Above];

    [Fact]
    public void None_turns_every_rule_off()
    {
        AssertFindings(None, Severities.Nothing);
    }

    [Fact]
    public void Recommended_is_the_defaults()
    {
        AssertFindings(Recommended, Severities.Default);
    }

    [Fact]
    public void Strict_makes_hints_warnings()
    {
        AssertFindings(Strict, Severities.Strict);
    }

    [Fact]
    public void All_makes_every_rule_a_warning()
    {
        AssertFindings(All, Severities.Everything);
    }

    [Fact]
    public void Name_of_a_mode_may_be_in_any_case()
    {
        AssertFindings(LowerCase, Severities.Strict);
    }

    [Fact]
    public void Warning_of_a_mode_becomes_an_error_where_warnings_do()
    {
        AssertFindings(StrictAsErrors, id => Severities.Strict(id) is null ? null : "error");
    }

    [Fact]
    public void Rules_are_turned_on_one_by_one_under_None()
    {
        AssertFindings(NoneWithEditorConfig, id => id == "LIFE301" ? "warning" : null);
    }

    [Fact]
    public void Files_of_the_user_win_over_a_mode()
    {
        AssertFindings(AllWithUserFiles, id => id switch
        {
            "LIFE301" => null,
            "LIFE302" => "note",
            _ => "warning",
        });
    }

    [Fact]
    public void Mode_that_does_not_exist_is_warned_of_and_changes_nothing()
    {
        Assert.Contains(
            package.Build.Output.Split('\n'),
            line => line.StartsWith(Misspelt.FileIn(package.Projects.Folder), StringComparison.Ordinal)
                && line.Contains("warning LIFECYCLE0001: The value 'Srtict' of the property LifecycleMode is not None, Recommended, Strict or All", StringComparison.Ordinal));
        Assert.DoesNotContain(
            package.Build.Output.Split('\n'),
            line => line.Contains("LIFECYCLE0001", StringComparison.Ordinal) && !line.Contains("Srtict", StringComparison.Ordinal));
        AssertFindings(Misspelt, Severities.Default);
    }

    [Fact]
    public void Mode_reaches_a_project_through_the_one_that_it_references()
    {
        AssertFindings(Below, Severities.Default);
        AssertFindings(Above, Severities.Strict);
    }

    private static UserProject Mode(string mode)
    {
        return new UserProject("Mode" + mode) { Properties = $"<LifecycleMode>{mode}</LifecycleMode>" };
    }

    private void AssertFindings(UserProject project, Func<string, string?> level)
    {
        Assert.Equal(Sources.Marked(project.Source, level), package.Projects.LinesOf(project));
    }
}
