namespace EndToEnd.Tests.Testing;

/// <summary>
/// The package, packed once for all tests under a version of its own and served from a folder. The projects that use it
/// stand outside the checkout and are built together, by one build.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>The xunit collection of all tests here: they share the package and run one after the other.</summary>
    public const string Collection = "The packed package";

    private readonly string _root = Path.Combine(Path.GetTempPath(), "lifecycle-e2e-" + Guid.NewGuid().ToString("N"));

    /// <summary>A version that no cache has seen.</summary>
    public string Version { get; } = $"{Lifecycle.Analyzers.ProductFacts.Version}-e2e.{DateTime.UtcNow.Ticks}";

    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The build output of the tree for this run, apart from that of the build which runs the tests.</summary>
    public string Artifacts => Path.Combine(_root, "artifacts");

    internal UserSolution Projects { get; private set; } = null!;

    /// <summary>What the build of the projects said.</summary>
    internal CommandResult Build { get; private set; } = null!;

    /// <summary>The arguments by which a build of the tree uses the output of this run.</summary>
    internal string[] TreeArguments => ["-c", "Release", $"-p:Version={Version}", $"-p:ArtifactsPath={Artifacts}", "-tl:off"];

    public async Task InitializeAsync()
    {
        await PackAsync();
        Projects = await WriteAsync("projects", [.. UserProjects.All]);
        Build = await DotNet.RunAsync(Projects.Folder, "build", "-tl:off", "-nologo");
    }

    /// <summary>Packs the package into the feed.</summary>
    internal async Task<CommandResult> PackAsync()
    {
        // The analyzers of this tree have had their say in its own build.
        var result = await DotNet.RunAsync(
            Checkout.Root, ["pack", Checkout.PathOf("src/Package"), "-o", Feed, "-p:RunAnalyzers=false", .. TreeArguments]);
        return result.MustSucceed();
    }

    /// <summary>Writes a solution outside the checkout whose projects find the package.</summary>
    internal Task<UserSolution> WriteAsync(string name, params UserProject[] projects)
    {
        return UserSolution.WriteAsync(Path.Combine(_root, name), this, projects);
    }

    public async Task DisposeAsync()
    {
        var cache = await DotNet.RunAsync(_root, "nuget", "locals", "global-packages", "--list", "--force-english-output");
        Directory.Delete(_root, recursive: true);

        // Only the version of this run leaves the cache; everything else is the user's.
        var folder = Path.Combine(cache.Output.Split("global-packages:")[^1].Trim(), "lifecycle.analyzers", Version);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

[CollectionDefinition(PackedPackage.Collection)]
public sealed class PackedPackageCollection : ICollectionFixture<PackedPackage>;
