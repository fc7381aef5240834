namespace EndToEnd.Tests.Testing;

/// <summary>A folder of projects that reference the package.</summary>
internal sealed class UserSolution
{
    private UserSolution(string folder)
    {
        Folder = folder;
    }

    public string Folder { get; }

    public static async Task<UserSolution> WriteAsync(string folder, PackedPackage package, IReadOnlyList<UserProject> projects)
    {
        Directory.CreateDirectory(folder);
        foreach (var project in projects)
            project.WriteTo(folder, package.Version);

        var lines = projects.Select(project => $"""  <Project Path="{project.Name}/{project.Name}.csproj" />""");
        await File.WriteAllTextAsync(Path.Combine(folder, "All.slnx"), $"<Solution>\n{string.Join("\n", lines)}\n</Solution>\n");

        // Added to the sources that the machine has.
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="end-to-end" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);

        // Nothing above the folder has a say.
        await File.WriteAllTextAsync(Path.Combine(folder, ".editorconfig"), "root = true\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), "<Project />\n");
        return new UserSolution(folder);
    }

    /// <summary>What the compiler logged of this project for this package.</summary>
    public IReadOnlyList<Finding> FindingsOf(UserProject project, string? framework = null)
    {
        return Finding.ReadAll(project.LogIn(Folder, framework));
    }

    /// <summary>The findings without their messages, a line each.</summary>
    public IEnumerable<string> LinesOf(UserProject project, string? framework = null)
    {
        return FindingsOf(project, framework).Select(finding => finding.ToString());
    }
}
