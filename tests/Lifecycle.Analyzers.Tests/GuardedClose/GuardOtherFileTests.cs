using Lifecycle.Analyzers.CodeFixes;
using Lifecycle.Analyzers.CodeFixes.GuardedClose;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.GuardedClose;

/// <summary>What lies in another file of the project.</summary>
public sealed class GuardOtherFileTests
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
            await GuardAsync(Source, "global using System;\nglobal using System.IO;\nglobal using System.Threading;\nglobal using System.Threading.Tasks;\n"));
    }

    [Fact]
    public async Task A_flag_in_another_part_of_the_type_is_claimed_there()
    {
        var guarded = await GuardAsync(
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed partial class C : IAsyncDisposable
            {
                public async ValueTask DisposeAsync()
                {
                    if (_disposed)
                        return;

                    await Task.Yield();
                    _disposed = true;
                }
            }
            """,
            "public sealed partial class C { private bool _disposed; }");
        Assert.Contains("if (Interlocked.Exchange(ref _disposed, true))", guarded, StringComparison.Ordinal);
        Assert.DoesNotContain("_disposed = true", guarded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Dispose_in_another_part_could_not_share_the_guard()
    {
        var guarded = await GuardAsync(
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            public sealed partial class C : IAsyncDisposable
            {
                public async ValueTask DisposeAsync()
                {
                    await Task.Yield();
                }
            }
            """,
            "public sealed partial class C : System.IDisposable { public void Dispose() { System.GC.KeepAlive(this); } }");
        Assert.Null(guarded);
    }

    private static async Task<string?> GuardAsync(string source, string other)
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target().OpenAsync(workspace, source);
        document = document.Project.AddDocument("Other.cs", other).Project.GetDocument(document.Id)!;
        var type = (await document.Project.GetCompilationAsync())!.GetTypeByMetadataName("C")!;
        var writer = await GuardedCloseWriter.TryCreateAsync(document, type, CancellationToken.None);
        if (!Writer.Guard(writer!, GuardStyle.Returns, guardMember: null))
            return null;

        var changed = await LifecycleFix.ApplyAsync(new Repair("", "", _ => Task.FromResult(writer!.GetChangedDocument())), CancellationToken.None);
        return (await changed.GetTextAsync()).ToString();
    }
}
