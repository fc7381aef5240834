using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using EndToEnd.Tests.Testing;
using Lifecycle.Analyzers;

namespace EndToEnd.Tests;

/// <summary>What the package holds, and says of itself.</summary>
[Collection(PackedPackage.Collection)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void Packing_makes_one_package_and_no_other_file()
    {
        Assert.Equal([$"Lifecycle.Analyzers.{package.Version}.nupkg"], Directory.EnumerateFiles(package.Feed).Select(Path.GetFileName));
    }

    [Fact]
    public void Package_holds_these_files_and_no_other()
    {
        using var archive = Open();
        Assert.Equal(
            [
                "Lifecycle.Analyzers.nuspec",
                "README.md",
                "analyzers/dotnet/cs/Lifecycle.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/Lifecycle.Analyzers.dll",
                "buildTransitive/Lifecycle.Analyzers.targets",
                "icon.png",
                "presets/LifecycleAll.globalconfig",
                "presets/LifecycleNone.globalconfig",
                "presets/LifecycleRecommended.globalconfig",
                "presets/LifecycleStrict.globalconfig",
            ],
            archive.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_says_what_it_is()
    {
        using var archive = Open();
        using var stream = archive.GetEntry("Lifecycle.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string? Fact(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("Lifecycle.Analyzers", Fact("id"));
        Assert.Equal("true", Fact("developmentDependency"));
        Assert.Equal("MIT", Fact("license"));
        Assert.Equal("README.md", Fact("readme"));
        Assert.Equal("icon.png", Fact("icon"));
        Assert.Equal(ProductFacts.Address, Fact("projectUrl")?.TrimEnd('/'));
        Assert.Equal(ProductFacts.Address, metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("url")?.Value);
        Assert.EndsWith("/CHANGELOG.md", Fact("releaseNotes"), StringComparison.Ordinal);
        Assert.NotEmpty(Fact("description")!);
        Assert.NotEmpty(Fact("tags")!);
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Theory]
    [InlineData("Lifecycle.Analyzers")]
    [InlineData("Lifecycle.Analyzers.CodeFixes")]
    public void Assembly_carries_its_symbols(string name)
    {
        using var archive = Open();
        using var stream = archive.GetEntry($"analyzers/dotnet/cs/{name}.dll")!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var image = new PEReader(copy);
        var entry = Assert.Single(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var symbols = image.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        Assert.NotEmpty(symbols.GetMetadataReader().Documents);
    }

    // The parts that every package has by the format that it is written in.
    private static bool IsOfTheFormat(string name)
    {
        return name is "_rels/.rels" or "[Content_Types].xml" || name.EndsWith(".psmdcp", StringComparison.Ordinal);
    }

    private ZipArchive Open()
    {
        return ZipFile.OpenRead(Path.Combine(package.Feed, $"Lifecycle.Analyzers.{package.Version}.nupkg"));
    }
}
