using EndToEnd.Tests.Testing;

namespace EndToEnd.Tests;

/// <summary>The fixes as a command applies them.</summary>
[Collection(PackedPackage.Collection)]
public sealed class FormatTests(PackedPackage package)
{
    private static readonly UserProject Traces = new("Traces")
    {
        Source = """
            public sealed class TraceWriter : IAsyncDisposable
            {
                private readonly StreamWriter _writer;

                public TraceWriter(string path)
                {
                    _writer = new StreamWriter(path);
                }

                public async ValueTask DisposeAsync()
                {
                    // The last line of the trace.
                    await _writer.WriteLineAsync("]").ConfigureAwait(false);
                    await _writer.DisposeAsync().ConfigureAwait(false);
                }
            }

            """,
    };

    private const string Fixed = """
        public sealed class TraceWriter : IAsyncDisposable
        {
            private readonly StreamWriter _writer;
            private int _disposed;

            public TraceWriter(string path)
            {
                _writer = new StreamWriter(path);
            }

            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                // The last line of the trace.
                await _writer.WriteLineAsync("]").ConfigureAwait(false);
                await _writer.DisposeAsync().ConfigureAwait(false);
            }
        }

        """;

    [Fact]
    public async Task Format_rewrites_the_file_once()
    {
        var solution = await package.WriteAsync("traces", Traces);
        (await DotNet.RunAsync(Traces.FolderIn(solution.Folder), "restore")).MustSucceed();

        await FormatAsync(solution);
        Assert.Equal(Fixed, await File.ReadAllTextAsync(Traces.SourceIn(solution.Folder)));

        await FormatAsync(solution);
        Assert.Equal(Fixed, await File.ReadAllTextAsync(Traces.SourceIn(solution.Folder)));

        (await DotNet.RunAsync(Traces.FolderIn(solution.Folder), "build", "--no-restore", "-warnaserror", "-tl:off")).MustSucceed();
    }

    private static async Task FormatAsync(UserSolution solution)
    {
        var result = await DotNet.RunAsync(
            Traces.FolderIn(solution.Folder),
            "format", "analyzers", Traces.FileIn(solution.Folder), "--diagnostics", "LIFE201", "--severity", "info", "--no-restore");
        result.MustSucceed();
    }
}
