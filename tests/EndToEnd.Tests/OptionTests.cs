using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>Options of the package in the configuration files of a user.</summary>
[Collection(PackedPackage.Collection)]
public sealed class OptionTests(PackedPackage package)
{
    private static readonly UserProject Wrong = new("WrongOptions")
    {
        Files = new Dictionary<string, string>
        {
            ["Second.cs"] = "public sealed class Second;",
            ["Folder/Third.cs"] = "public sealed class Third;",
            [".editorconfig"] = """
                [*.cs]
                lifecycle.second_close = sometimes
                lifecycle.singleton_types = WeatherClient, No.Such.Type
                lifecycle.secondclose = awaits
                """,
        },
    };

    private static readonly UserProject Strict = Wrong with
    {
        Name = "WrongOptionsStrict",
        Properties = "<LifecycleMode>Strict</LifecycleMode>",
    };

    private static readonly UserProject Silenced = Wrong with
    {
        Name = "WrongOptionsSilenced",
        Files = new Dictionary<string, string>(Wrong.Files) { [".globalconfig"] = "is_global = true\ndotnet_diagnostic.LIFE001.severity = none\n" },
    };

    private static readonly UserProject Informed = new("KnowledgeFile")
    {
        Elements = "<ItemGroup><AdditionalFiles Include=\"lifecycle.knowledge.txt\" /></ItemGroup>",
        Files = new Dictionary<string, string>
        {
            ["lifecycle.knowledge.txt"] = """
                # WeatherClient lives as long as the process.
                T:WeatherClient = nothing to clsoe
                T:LoopbackClient = nothing to close
                """,
            ["Loopback.cs"] = """
                public sealed class LoopbackClient : HttpClient;

                public sealed class Loopback
                {
                    private readonly LoopbackClient _client = new();

                    public Task<string> AskAsync(Uri address) => _client.GetStringAsync(address);
                }
                """,
        },
    };

    internal static IReadOnlyList<UserProject> Projects => [Wrong, Strict, Silenced, Informed];

    [Fact]
    public void Value_that_is_ignored_is_told_once_without_a_place()
    {
        Assert.Equal(
            [
                "0: LIFE001 note The value 'awaits' of option 'lifecycle.secondclose' is ignored: there is no option of this name",
                "0: LIFE001 note The value 'No.Such.Type' of option 'lifecycle.singleton_types' is ignored: this compilation has no type of this full metadata name",
                "0: LIFE001 note The value 'sometimes' of option 'lifecycle.second_close' is ignored: it can be 'returns' or 'awaits', and 'returns' applies",
            ],
            Ignored(Wrong).Select(finding => $"{finding} {finding.Message}").Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Value_that_is_ignored_is_a_warning_of_the_build_under_Strict()
    {
        var printed = package.Build.Output.Split('\n')
            .Where(line => line.Contains($"{Strict.Name}.csproj", StringComparison.Ordinal) && line.Contains(": warning LIFE001:", StringComparison.Ordinal))
            .Distinct();
        Assert.Equal(3, printed.Count());
    }

    [Fact]
    public void Globalconfig_silences_it()
    {
        Assert.Empty(Ignored(Silenced));
    }

    [Fact]
    public void Value_that_is_understood_has_its_effect()
    {
        Assert.DoesNotContain(package.Projects.FindingsOf(Wrong), finding => finding.Id == "LIFE301");
    }

    [Fact]
    public void Knowledge_file_is_read_and_its_wrong_line_is_told_at_its_place()
    {
        var findings = package.Projects.FindingsOf(Informed);
        Assert.DoesNotContain(findings, finding => finding.Message.Contains("LoopbackClient", StringComparison.Ordinal));
        Assert.Equal(
            "2: LIFE001 note The line 'T:WeatherClient = nothing to clsoe' is ignored: 'nothing to clsoe' is no fact about a type",
            Assert.Single(Ignored(Informed).Select(finding => $"{finding} {finding.Message}")));
    }

    private IEnumerable<Finding> Ignored(UserProject project)
    {
        return package.Projects.FindingsOf(project).Where(finding => finding.Id == "LIFE001");
    }
}
