using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>Projects for old and new targets, in old and new C#.</summary>
[Collection(PackedPackage.Collection)]
public sealed class TargetTests(PackedPackage package)
{
    private static readonly UserProject OldCSharp = new("OldCSharp")
    {
        Frameworks = "netstandard2.0;net472;net8.0;net10.0",
        Properties = "<LangVersion>8.0</LangVersion><ImplicitUsings>disable</ImplicitUsings>",
        Elements = """<ItemGroup Condition="'$(TargetFramework)' == 'net472'"><Reference Include="System.Net.Http" /></ItemGroup>""",
        Source = """
            using System;
            using System.IO;
            using System.Net.Http;
            using System.Threading.Tasks;

            namespace Old
            {
                public sealed class WeatherClient
                {
                    private readonly HttpClient _http = new HttpClient(); // LIFE301

                    public Task<string> GetAsync(string address)
                    {
                        return _http.GetStringAsync(address);
                    }
                }

                public sealed class Conversation
                {
                    private readonly Stream _connection;

                    public Conversation(Stream connection)
                    {
                        _connection = connection;
                    }

                    ~Conversation()
                    {
                        Task.Run(() => _connection.Flush()); // LIFE101
                    }
                }

            #if NET
                public sealed class TraceWriter : IAsyncDisposable
                {
                    private readonly StreamWriter _writer = new StreamWriter("trace.json");

                    public async ValueTask DisposeAsync() // LIFE201
                    {
                        await _writer.WriteLineAsync("]").ConfigureAwait(false);
                        await _writer.DisposeAsync().ConfigureAwait(false);
                    }
                }
            #endif
            }
            """,
    };

    private static readonly UserProject NewCSharp = new("NewCSharp")
    {
        Properties = "<LangVersion>preview</LangVersion>",
        Source = """
            namespace New;

            public sealed class WeatherClient(Uri address)
            {
                private readonly HttpClient _http = new() { BaseAddress = address }; // LIFE301

                public Task<string> GetAsync(string path) => _http.GetHomeAsync(path);
            }

            public sealed record TraceWriter(StreamWriter Writer) : IAsyncDisposable
            {
                public async ValueTask DisposeAsync() => await Writer.WriteLineAsync("]").ConfigureAwait(false); // LIFE201
            }

            public sealed class Conversation(Stream connection)
            {
                private List<Task> Work { get => field; } = [];

                ~Conversation() => Work.Add(Task.Run(connection.Flush)); // LIFE101
            }

            public static class HttpExtensions
            {
                extension(HttpClient http)
                {
                    public Task<string> GetHomeAsync(string path) => http.GetStringAsync(path);
                }
            }
            """,
    };

    internal static IReadOnlyList<UserProject> Projects => [OldCSharp, NewCSharp];

    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net472")]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void Rules_report_in_CSharp_8_for_each_target(string framework)
    {
        var isOld = framework is "netstandard2.0" or "net472";
        Assert.Equal(
            Sources.Marked(OldCSharp.Source, id => isOld && id == "LIFE201" ? null : "warning"),
            package.Projects.LinesOf(OldCSharp, framework));
    }

    [Fact]
    public void Rules_report_in_the_newest_CSharp()
    {
        Assert.Equal(Sources.Marked(NewCSharp.Source, Severities.Default), package.Projects.LinesOf(NewCSharp));
    }
}
