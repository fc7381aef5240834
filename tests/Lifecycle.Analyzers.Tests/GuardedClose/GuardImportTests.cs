using Lifecycle.Analyzers.CodeFixes;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

public sealed class GuardImportTests
{
    [Fact]
    public async Task Global_usings_of_another_file_are_enough()
    {
        const string Source =
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();

                public async ValueTask DisposeAsync()
                {
                    await _stream.DisposeAsync();
                }
            }
            """;
        using var workspace = new AdhocWorkspace();
        var document = await new Target().OpenAsync(workspace, Source);
        document = document.Project
            .AddDocument("Usings.cs", "global using System;\nglobal using System.IO;\nglobal using System.Threading;\nglobal using System.Threading.Tasks;\n")
            .Project.GetDocument(document.Id)!;

        var type = (await document.Project.GetCompilationAsync())!.GetTypeByMetadataName("C")!;
        var writer = await GuardedCloseWriter.TryCreateAsync(document, type, CancellationToken.None);
        Assert.True(Writer.Guard(writer!, GuardStyle.Returns, guardMember: null));
        var changed = await LifecycleFix.ApplyAsync(new Repair("", "", _ => Task.FromResult(writer!.GetChangedDocument())), CancellationToken.None);

        Assert.Equal(
            """
            public sealed class C : IAsyncDisposable
            {
                private readonly MemoryStream _stream = new();
                private int _disposed;

                public async ValueTask DisposeAsync()
                {
                    if (Interlocked.Exchange(ref _disposed, 1) != 0)
                        return;

                    await _stream.DisposeAsync();
                }
            }
            """,
            (await changed.GetTextAsync()).ToString());
    }
}
