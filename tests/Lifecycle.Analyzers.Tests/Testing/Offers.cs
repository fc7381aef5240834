using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Testing;

/// <summary>The light bulbs that a source gets for one rule.</summary>
internal static class Offers
{
    /// <summary>The titles that are offered for the findings of the rule, in the order of the light bulb; fails when it finds nothing.</summary>
    public static async Task<ImmutableArray<string>> OfAsync(string id, [StringSyntax("C#-test")] string source, string? editorConfig = null)
    {
        using var workspace = new AdhocWorkspace();
        var document = await new Target { EditorConfig = editorConfig }.OpenAsync(workspace, source);
        var compilation = await document.Project.GetCompilationAsync();
        var findings = await compilation!.WithAnalyzers(LifecycleTest.Hosts, document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        var titles = ImmutableArray.CreateBuilder<string>();
        var reported = findings.Where(finding => finding.Id == id).ToList();
        Assert.NotEmpty(reported);
        foreach (var finding in reported)
        {
            foreach (var fix in LifecycleTest.AllFixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (CodeAction action, ImmutableArray<Diagnostic> _) => titles.Add(action.Title), CancellationToken.None));
            }
        }

        return titles.ToImmutable();
    }
}
