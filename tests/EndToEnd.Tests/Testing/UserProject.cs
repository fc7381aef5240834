using System.Text.Json;

namespace EndToEnd.Tests.Testing;

/// <summary>A project of a user who references the package.</summary>
/// <param name="Name">The name of the project and its folder.</param>
internal sealed record UserProject(string Name)
{
    public string Frameworks { get; init; } = "net10.0";

    /// <summary>Further elements of the project's property group.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Further elements of the project.</summary>
    public string Elements { get; init; } = "";

    public bool ReferencesPackage { get; init; } = true;

    /// <summary>The files of the project by their path inside it.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public string Source { get; init; } = Sources.EveryRule;

    public string FolderIn(string solution) => Path.Combine(solution, Name);

    public string FileIn(string solution) => Path.Combine(FolderIn(solution), Name + ".csproj");

    public string SourceIn(string solution) => Path.Combine(FolderIn(solution), "Source.cs");

    public void WriteTo(string solution, string version)
    {
        var reference = ReferencesPackage
            ? $"""<PackageReference Include="Lifecycle.Analyzers" Version="{version}" PrivateAssets="all" />"""
            : "";
        var project = $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{Frameworks}</TargetFrameworks>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <LangVersion>latest</LangVersion>
                <ErrorLog>$(MSBuildProjectDirectory)/$(TargetFramework).sarif,version=2.1</ErrorLog>
                {Properties}
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
              {Elements.Replace("{version}", version, StringComparison.Ordinal)}
            </Project>
            """;
        Write(FileIn(solution), project);
        Write(SourceIn(solution), Source);
        foreach (var (path, text) in Files)
            Write(Path.Combine(FolderIn(solution), path), text);
    }

    /// <summary>The compiler's error log of the last build.</summary>
    public JsonElement LogIn(string solution, string? framework = null)
    {
        var path = Path.Combine(FolderIn(solution), (framework ?? Frameworks) + ".sarif");
        Assert.True(File.Exists(path), $"{Name} did not reach the compiler");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
