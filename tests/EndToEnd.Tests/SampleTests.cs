using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>The sample: what the build says of the broken form, what both do when run, and that the fixes lead from one to the other.</summary>
[Collection(PackedPackage.Collection)]
public sealed class SampleTests(PackedPackage package)
{
    private const string Folder = "samples/ConversationClient";

    private static readonly string[] Files = ["ConversationClient.cs", "ConversationService.cs", "EventLoop.cs", "Program.cs"];

    [Fact]
    public async Task Broken_form_is_warned_of_where_it_is_broken_and_fails_when_run()
    {
        var text = ReadSample("broken", "ConversationClient.cs");
        Assert.Equal(
            [
                $"LIFE101 {LineOf("Task.Run(", text)}",
                $"LIFE201 {LineOf("DisposeAsync()\n", text)}",
                $"LIFE301 {LineOf("HttpClient _http;", text)}",
            ],
            Warnings(await BuildAsync("broken")));

        var run = await RunAsync("broken");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Unobserved error: Event loop is closed", run.Output, StringComparison.Ordinal);
        Assert.Contains("closed more than once", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixed_form_is_not_warned_of_and_runs_clean()
    {
        Assert.Empty(Warnings(await BuildAsync("fixed")));

        var run = await RunAsync("fixed");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("1002 sessions: 0 never closed, 0 closed more than once", run.Output, StringComparison.Ordinal);
        Assert.Contains("1002 connections: 0 never closed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixes_make_the_fixed_form_of_the_broken_one()
    {
        var project = new UserProject("Sample")
        {
            Properties = "<OutputType>Exe</OutputType>",
            Source = "",
            Files = new Dictionary<string, string>(Files.Select(file => KeyValuePair.Create(file, ReadSample("broken", file))))
            {
                [".editorconfig"] = File.ReadAllText(Checkout.PathOf(".editorconfig")),
            },
        };
        var solution = await package.WriteAsync("sample", project);
        (await DotNet.RunAsync(project.FolderIn(solution.Folder), "restore")).MustSucceed();
        (await DotNet.RunAsync(
            project.FolderIn(solution.Folder),
            "format", "analyzers", project.FileIn(solution.Folder), "--severity", "warn", "--no-restore")).MustSucceed();

        foreach (var file in Files)
            Assert.Equal(ReadSample("fixed", file), (await File.ReadAllTextAsync(Path.Combine(project.FolderIn(solution.Folder), file))).ReplaceLineEndings("\n"));
    }

    private static string ReadSample(string form, string file)
    {
        return File.ReadAllText(Checkout.PathOf($"{Folder}/{form}/{file}")).ReplaceLineEndings("\n");
    }

    private static int LineOf(string text, string source)
    {
        return source[..source.IndexOf(text, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
    }

    // path(line,column): warning ID: message
    private static IEnumerable<string> Warnings(CommandResult build)
    {
        return build.Output.Split('\n')
            .Where(line => line.Contains(": warning ", StringComparison.Ordinal))
            .Select(line => $"{line.Split(": warning ")[1].Split(':')[0]} {line.Split('(', ',')[1]}")
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private async Task<CommandResult> BuildAsync(string form)
    {
        var build = await DotNet.RunAsync(Checkout.Root, ["build", Checkout.PathOf($"{Folder}/{form}"), "-nologo", .. package.TreeArguments]);
        return build.MustSucceed();
    }

    private Task<CommandResult> RunAsync(string form)
    {
        return DotNet.RunAsync(package.Artifacts, Path.Combine(package.Artifacts, "bin", $"ConversationClient.{form}", "release", "ConversationClient.dll"));
    }
}
