using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>Projects that are not as the rules would wish: the analyzers never make a build worse.</summary>
[Collection(PackedPackage.Collection)]
public sealed class RobustnessTests(PackedPackage package)
{
    private static readonly UserProject WithoutHttp = new("WithoutHttp")
    {
        Properties = "<ImplicitUsings>disable</ImplicitUsings>",
        Elements = """
            <Target Name="RemoveHttp" AfterTargets="ResolveTargetingPackAssets">
              <ItemGroup>
                <Reference Remove="@(Reference)" Condition="'%(Filename)' == 'System.Net.Http'" />
              </ItemGroup>
            </Target>
            """,
        Source = """
            using System;
            using System.IO;
            using System.Threading.Tasks;

            public sealed class TraceWriter : IAsyncDisposable
            {
                private readonly StreamWriter _writer = new("trace.json");

                public async ValueTask DisposeAsync() // LIFE201
                {
                    await _writer.WriteLineAsync("]").ConfigureAwait(false);
                    await _writer.DisposeAsync().ConfigureAwait(false);
                }
            }
            """,
    };

    private static readonly UserProject HalfTyped = new("HalfTyped")
    {
        Source = Sources.EveryRule + """

            public class Unfinished : Missing.Base, IAsyncDisposable
            {
                private readonly Missing.Client _client = new Missing.Client(;
                private HttpClient _http = new
                ~Unfinished() => Task.Run(() => _client.
                public async ValueTask DisposeAsync() { await _client?.; if (_closed) return; _http.Dispose( }
                public void Dispose(bool disposing) { using var x = new HttpClient( ; }
            """,
    };

    private static readonly UserProject MissingReference = new("MissingReference")
    {
        Source = """
            using Acme.Missing;

            public sealed class Owner : AcmeBase, IAsyncDisposable
            {
                private readonly AcmeClient _client = new AcmeClient(new HttpClient());
                private readonly HttpClient _http = AcmeFactory.Create();

                ~Owner() => AcmeLoop.Run(() => _client.CloseAsync());

                public override async ValueTask DisposeAsync()
                {
                    if (AcmeGuard.Claim(ref _closed))
                        await _client.CloseAsync();
                }
            }
            """,
    };

    internal static IReadOnlyList<UserProject> Projects => [WithoutHttp, HalfTyped, MissingReference];

    [Fact]
    public void Project_without_HTTP_has_the_other_rules()
    {
        Assert.Equal(Sources.Marked(WithoutHttp.Source, Severities.Default), package.Projects.LinesOf(WithoutHttp));
    }

    [Fact]
    public void Project_without_HTTP_is_without_HTTP()
    {
        Assert.DoesNotContain(
            File.ReadLines(Path.Combine(WithoutHttp.FolderIn(package.Projects.Folder), "obj", "Debug", "net10.0", "WithoutHttp.csproj.FileListAbsolute.txt")),
            line => line.Contains("System.Net.Http", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_that_does_not_compile_is_the_only_trouble_of_its_build()
    {
        foreach (var project in (UserProject[])[HalfTyped, MissingReference])
        {
            var said = package.Build.Output.Split('\n').Where(line => line.Contains($"{project.Name}.csproj", StringComparison.Ordinal)).ToArray();
            Assert.Contains(said, line => line.Contains(": error CS", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_analyzer_throws_or_fails_to_load()
    {
        foreach (var id in (string[])["AD0001", "AD0002", "CS8032", "CS8033", "CS9057"])
            Assert.DoesNotContain(id, package.Build.Output, StringComparison.Ordinal);
    }
}
