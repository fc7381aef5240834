using System.Collections.Immutable;
using Lifecycle.Analyzers.CodeFixes;
using Lifecycle.Analyzers.CodeFixes.Finalizers;
using Lifecycle.Analyzers.CodeFixes.IdempotentClose;
using Lifecycle.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests;

/// <summary>
/// Fix All as dotnet format asks for it: one fix after another on the same solution, and of the fix for one rule with a
/// diagnostic of any rule that the same analyzer reports.
/// </summary>
public sealed class FixAllTests
{
    private const string Source = """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class Trace : IAsyncDisposable
        {
            private readonly StreamWriter _writer;

            public Trace(StreamWriter writer)
            {
                _writer = writer;
            }

            ~Trace()
            {
                _ = Task.Run(async () => await DisposeAsync());
            }

            public async ValueTask DisposeAsync()
            {
                await _writer.WriteLineAsync("]");
            }
        }
        """;

    private const string Fixed = """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        public sealed class Trace : IAsyncDisposable
        {
            private readonly StreamWriter _writer;
            private int _disposed;

            public Trace(StreamWriter writer)
            {
                _writer = writer;
            }

            public async ValueTask DisposeAsync()
            {
                if (Interlocked.Exchange(ref _disposed, 1) != 0)
                    return;

                await _writer.WriteLineAsync("]");
            }
        }
        """;

    [Fact]
    public async Task Fix_All_of_two_rules_in_turn_mends_what_both_report()
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target().OpenAsync(workspace, Source);
        document = await FixAllAsync(document, new DisposeAsyncUnguardedFix(), "LIFE201", "LIFE201.CloseOnce");
        document = await FixAllAsync(document, new FinalizerSchedulesAsyncWorkFix(), "LIFE101", "LIFE101.MoveIntoDisposeAsync");
        Assert.Equal(Fixed, (await document.GetTextAsync()).ToString());
    }

    [Fact]
    public async Task Fix_All_without_a_key_makes_the_best_repair()
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target().OpenAsync(workspace, Source);
        document = await FixAllAsync(document, new FinalizerSchedulesAsyncWorkFix(), "LIFE101", key: null);
        document = await FixAllAsync(document, new DisposeAsyncUnguardedFix(), "LIFE201", key: null);
        Assert.Equal(Fixed, (await document.GetTextAsync()).ToString());
    }

    [Fact]
    public async Task Fix_offers_nothing_for_a_diagnostic_of_another_rule()
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target().OpenAsync(workspace, Source);
        var guard = Assert.Single(await DiagnoseAsync(document), diagnostic => diagnostic.Id == "LIFE201");
        foreach (var fix in LifecycleTest.AllFixes.Where(fix => !fix.FixableDiagnosticIds.Contains(guard.Id)))
        {
            var offered = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, guard, (action, _) => offered.Add(action), CancellationToken.None));
            Assert.Empty(offered);
        }
    }

    private static async Task<Document> FixAllAsync(Document document, LifecycleFix fix, string id, string? key)
    {
        var context = new FixAllContext(document, fix, FixAllScope.Solution, key!, [id], new Found(await DiagnoseAsync(document)), CancellationToken.None);
        var action = await fix.GetFixAllProvider().GetFixAsync(context);
        var change = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action!.GetOperationsAsync(CancellationToken.None)));
        return change.ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync();
        return await compilation!.WithAnalyzers(LifecycleTest.Hosts).GetAnalyzerDiagnosticsAsync();
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        {
            return Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
        }

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            return Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        {
            return Task.FromResult(Enumerable.Empty<Diagnostic>());
        }
    }
}
